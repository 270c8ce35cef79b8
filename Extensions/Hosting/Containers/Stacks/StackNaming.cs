using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Names a container and its volumes after the stack, so that neither depends on where the checkout lies.</summary>
public static class StackNaming
{
    /// <summary>Names <paramref name="container"/> and its volumes and keeps it between runs.</summary>
    /// <remarks>
    /// A volume that an integration names is called <c>APPLICATION-HASH-RESOURCE-SUFFIX</c> (Aspire's VolumeNameGenerator,
    /// ten hexadecimal digits); here it is <c>STACK-RESOURCE-SUFFIX</c>. One with a name of its own keeps it after the stack's:
    /// containers that share it find the same one.
    /// </remarks>
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
        if (volume.StartsWith(stack.Name + "-", StringComparison.Ordinal))
        {
            return volume;
        }

        var generated = Regex.Match(volume, $"-[0-9a-f]{{10}}(-{Regex.Escape(container.Name)}-.+)$", RegexOptions.IgnoreCase);
        return generated.Success ? $"{stack.Name}{generated.Groups[1].Value}" : $"{stack.Name}-{volume}";
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
