using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Names a container and its volumes after the stack, so that neither depends on where the checkout lies.</summary>
public static class StackNaming
{
    /// <summary>Names <paramref name="container"/> and its volumes and keeps it between runs.</summary>
    /// <remarks>A volume of an integration is called <c>APPLICATION-HASH-RESOURCE-SUFFIX</c>; here it is <c>STACK-RESOURCE-SUFFIX</c>.</remarks>
    public static void Apply(ContainerResource container, StackIdentity stack)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(stack);

        Replace(container, new ContainerNameAnnotation { Name = stack.ContainerName(container.Name) });
        Replace(container, new ContainerLifetimeAnnotation { Lifetime = ContainerLifetime.Persistent });
        foreach (var mount in VolumesOf(container).ToList())
        {
            container.Annotations.Remove(mount);
            container.Annotations.Add(new ContainerMountAnnotation(NameOf(mount.Source!, container, stack), mount.Target, mount.Type, mount.IsReadOnly));
        }
    }

    /// <summary>The named volumes of a container.</summary>
    public static IEnumerable<ContainerMountAnnotation> VolumesOf(IResource container) => container.Annotations
        .OfType<ContainerMountAnnotation>()
        .Where(mount => mount.Type is ContainerMountType.Volume && mount.Source is not null);

    private static string NameOf(string volume, ContainerResource container, StackIdentity stack)
    {
        var generated = volume.LastIndexOf($"-{container.Name}-", StringComparison.OrdinalIgnoreCase);
        return volume.StartsWith(stack.Name + "-", StringComparison.Ordinal) ? volume
            : generated > 0 ? $"{stack.Name}{volume[generated..]}"
            : $"{stack.Name}-{volume}";
    }

    private static void Replace<T>(ContainerResource resource, T annotation)
        where T : IResourceAnnotation
    {
        foreach (var old in resource.Annotations.OfType<T>().ToList())
        {
            resource.Annotations.Remove(old);
        }

        resource.Annotations.Add(annotation);
    }
}
