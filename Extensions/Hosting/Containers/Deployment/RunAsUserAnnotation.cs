using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>The user and the group that a container's process runs as, instead of the image's.</summary>
/// <remarks>Compose: <c>user</c>. Kubernetes: <c>runAsUser</c> and <c>runAsGroup</c>.</remarks>
/// <param name="user">The user id.</param>
/// <param name="group">The group id.</param>
public sealed class RunAsUserAnnotation(int user, int group) : IResourceAnnotation
{
    /// <summary>The user id.</summary>
    public int User { get; } = user;

    /// <summary>The group id.</summary>
    public int Group { get; } = group;
}
