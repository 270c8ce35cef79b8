using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>Requests for a host name, and below a path, go to an endpoint.</summary>
/// <remarks>
/// On a container it also says that this container passes them on: it is the proxy, and reaches the endpoint's resource.
/// Compose: the networks of the two. Kubernetes: a rule of the Ingress.
/// </remarks>
/// <param name="host">The host name; a parameter may be in it.</param>
/// <param name="path">The path's beginning, with a slash.</param>
/// <param name="upstream">Who answers.</param>
public sealed class RouteAnnotation(ReferenceExpression host, string path, EndpointReference upstream) : IResourceAnnotation
{
    /// <summary>The host name.</summary>
    public ReferenceExpression Host { get; } = host;

    /// <summary>The path's beginning.</summary>
    public string Path { get; } = path.StartsWith('/')
        ? path
        : throw new ArgumentException($"'{path}' can't be a route's path: it begins with a slash.", nameof(path));

    /// <summary>Who answers.</summary>
    public EndpointReference Upstream { get; } = upstream;
}
