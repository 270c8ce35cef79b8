using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>A proxy can be told, while it runs, which replicas of a service get requests; it drops none on the way.</summary>
/// <remarks>
/// Run mode: nothing. Compose: an update takes a replica out of the proxy, and stops it when its last request is answered.
/// Kubernetes: nothing, its Services do this.
/// </remarks>
/// <param name="command">
/// Runs inside the proxy's container. The variable <see cref="VariableOf"/> of a service has the addresses of the replicas that get
/// requests, <c>10.0.0.2:8000 10.0.0.3:8000</c>; without it all of them do, by the service's name.
/// </param>
public sealed class UpstreamReloadAnnotation(params IReadOnlyList<string> command) : IResourceAnnotation
{
    /// <summary>The command and its arguments.</summary>
    public IReadOnlyList<string> Command { get; } = command;

    /// <summary>The variable of a service: <c>UPSTREAMS_LMS</c>.</summary>
    public static string VariableOf(string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        return $"UPSTREAMS_{service.ToUpperInvariant().Replace('-', '_')}";
    }
}
