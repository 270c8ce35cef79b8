using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>The container is started only where this profile is asked for.</summary>
/// <remarks>Run mode: nothing. Compose: <c>profiles</c>. Kubernetes: a component of its own.</remarks>
/// <param name="profile">The profile's name.</param>
public sealed class OptionalProfileAnnotation(string profile) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string Profile { get; } = profile;
}
