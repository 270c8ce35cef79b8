using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Probes;

/// <summary>What a probe decides.</summary>
public enum ProbeKind
{
    /// <summary>Whether the container has come up; until then the others are not asked.</summary>
    Startup,

    /// <summary>Whether it may get work. Run mode: the dashboard's health, and what <c>WaitFor</c> waits for.</summary>
    Readiness,

    /// <summary>Whether it has to be restarted.</summary>
    Liveness,
}

/// <summary>How a probe asks.</summary>
public abstract record ProbeAction;

/// <summary>Runs a command inside the container; 0 is good.</summary>
/// <param name="Command">The command and its arguments.</param>
public sealed record CommandProbe(IReadOnlyList<string> Command) : ProbeAction;

/// <summary>Gets a path; 200 to 399 is good.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Path">What, beginning with a slash.</param>
public sealed record HttpProbe(EndpointReference Endpoint, string Path) : ProbeAction;

/// <summary>Connects to a port.</summary>
/// <param name="Endpoint">Where.</param>
public sealed record TcpProbe(EndpointReference Endpoint) : ProbeAction;

/// <summary>One probe of a container, from which every backend derives its own.</summary>
/// <remarks>
/// Run mode: a health check of the resource (readiness only). Compose: <c>healthcheck</c>.
/// Kubernetes: <c>startupProbe</c>, <c>readinessProbe</c> and <c>livenessProbe</c>.
/// </remarks>
/// <param name="kind">What it decides.</param>
/// <param name="action">How it asks.</param>
public sealed class ContainerProbeAnnotation(ProbeKind kind, ProbeAction action) : IResourceAnnotation
{
    /// <summary>What it decides.</summary>
    public ProbeKind Kind { get; } = kind;

    /// <summary>How it asks.</summary>
    public ProbeAction Action { get; } = action;

    /// <summary>Time between two questions. Default 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time after which a question counts as answered with no. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time in which a no doesn't count yet. Default 60 s: first starts initialise data.</summary>
    public TimeSpan StartPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many times no in a row counts. Default 3.</summary>
    public int Retries { get; init; } = 3;
}
