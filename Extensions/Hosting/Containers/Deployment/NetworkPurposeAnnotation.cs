using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>Which network a container answers in. Unset, a publisher derives it: <c>data</c>, <c>store</c>, <c>web</c>, <c>app</c> or <c>edge</c>.</summary>
/// <remarks>Compose: the network of that name, for <c>data</c> and <c>store</c> one of the container's own, <c>data-NAME</c>; who reads an endpoint of the container joins it. Kubernetes: nothing, its policies follow each edge.</remarks>
/// <param name="purpose">The network's name: lower-case letters and hyphens.</param>
public sealed class NetworkPurposeAnnotation(string purpose) : IResourceAnnotation
{
    /// <summary>The network's name.</summary>
    public string Purpose { get; } = purpose;
}
