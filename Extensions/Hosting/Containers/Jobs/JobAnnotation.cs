using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Jobs;

/// <summary>Marks a container that runs once: it prepares something, ends with 0, and isn't run again while nothing it depends on has changed.</summary>
/// <remarks>
/// Run mode: its last container, with exit code 0 and the label <c>devstack.fingerprint</c>, is the proof that it is done;
/// there is no other record that could go stale. Compose: a one-shot service. Kubernetes: a Job.
/// </remarks>
/// <param name="command">The command and its arguments.</param>
public sealed class JobAnnotation(IReadOnlyList<string> command) : IResourceAnnotation
{
    /// <summary>The command and its arguments.</summary>
    public IReadOnlyList<string> Command { get; } = command;

    /// <summary>A command, run in a container like the job's, that ends with 0 when the job's work is there; <see langword="null"/> when nothing can tell.</summary>
    /// <remarks>
    /// Run mode and Compose: nothing, the engine knows how the job ended. Kubernetes: who waits for the job asks this until it says
    /// yes, for example <c>manage.py migrate --check</c>, and so needs no right to read the cluster's API.
    /// </remarks>
    public IReadOnlyList<string>? Check { get; init; }

    /// <summary>How often it is tried. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Time between two attempts. Default 5 s: what it waits for is healthy already, so this is for accidents.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);
}
