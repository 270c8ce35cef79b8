using System.Net;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>The API server refused something, or didn't answer.</summary>
/// <param name="status">The HTTP status; <see langword="null"/> when there was no answer.</param>
/// <param name="said">What it said itself.</param>
/// <param name="message">The same for a person: what was asked, and what to do.</param>
/// <param name="inner">The cause; <see langword="null"/> when it is the answer.</param>
internal sealed class ClusterException(HttpStatusCode? status, string said, string message, Exception? inner = null) : DeployException(message, inner)
{
    /// <summary>The HTTP status; <see langword="null"/> when there was no answer.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>What the API server said itself.</summary>
    public string Said { get; } = said;

    /// <summary>How long it asks to be left alone; <see langword="null"/> when it doesn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the API server names one by one: with a conflict, who else has set a field.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>Whether all that stands in the way was set by a maintenance, and so by ourselves.</summary>
    public bool IsOurs => Causes.Count > 0 && Causes.All(cause => cause.Contains($"\"{ClusterApi.MaintenanceManager}\"", StringComparison.Ordinal));

    /// <summary>Whether there is no API server to speak of, which was waited for: it isn't this one request that it refuses.</summary>
    public bool IsAway => IsAwayBy(Status);

    /// <summary>Whether a status may be another one in a moment.</summary>
    public static bool IsAwayBy(HttpStatusCode? status) => status is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
