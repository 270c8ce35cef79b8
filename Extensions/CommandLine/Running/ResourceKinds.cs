using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;

namespace Devstack.CommandLine.Running;

/// <summary>The words of <see cref="Hosting.Containers.Stacks.ResourceStatus.Kind"/>.</summary>
internal static class ResourceKinds
{
    public const string Service = "service";
    public const string Job = "job";
    public const string Image = "image";
    public const string Platform = "platform";

    public static string Of(IResource resource) => resource switch
    {
        ImageResource => Image,
        _ when resource.HasAnnotationOfType<JobAnnotation>() => Job,
        IResourceWithParent => Service,
        _ => HasLifeOfItsOwn(resource) ? Service : Platform,
    };

    /// <summary>Whether somebody starts it, so that a missing state means "not yet" rather than "never".</summary>
    public static bool HasLifeOfItsOwn(IResource resource) =>
        resource is ContainerResource or ExecutableResource or ProjectResource or ImageResource
        || resource.HasAnnotationOfType<JobAnnotation>()
        || resource.HasAnnotationOfType<HealthCheckAnnotation>();
}
