using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Marks a volume of a container as one whose content can be made again: packages, compiled files, caches. What is no data is in no snapshot.</summary>
/// <param name="target">Where the container sees it.</param>
[ModelOnly]
public sealed class MadeVolumeAnnotation(string target) : IResourceAnnotation
{
    /// <summary>Where the container sees it.</summary>
    public string Target { get; } = target;
}

/// <summary>Volumes that hold no data.</summary>
public static class MadeVolumeBuilderExtensions
{
    /// <summary>Mounts a volume whose content can be made again: <see cref="MadeVolumeAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="name">The volume's name. In run mode it gets the label <see cref="StackIdentity.MadeLabel"/>.</param>
    /// <param name="target">Where the container sees it.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithMadeVolume<T>(this IResourceBuilder<T> builder, string name, string target)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithVolume(name, target).WithAnnotation(new MadeVolumeAnnotation(target));
    }
}
