using System.Net;

namespace Devstack.Kubernetes.Deploying;

/// <summary>The API server refused something, in its own words.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What it said.</param>
public sealed class ClusterException(HttpStatusCode status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;
}
