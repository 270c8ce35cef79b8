namespace Devstack.Publishing.Targets;

/// <summary>A target that can bring what it has published to where it runs.</summary>
public interface IDeployableTarget
{
    /// <summary>Brings it there, and returns when it runs; what fails is taken back.</summary>
    /// <param name="request">What and how.</param>
    /// <param name="cancellationToken">Ends the waiting; what has been applied stays.</param>
    /// <exception cref="DeployException">It doesn't run. The message says why, and what to do.</exception>
    Task DeployAsync(DeployRequest request, CancellationToken cancellationToken);
}

/// <summary>What is deployed, and how.</summary>
/// <param name="Folder">The folder that the target has just written.</param>
/// <param name="Output">Takes results, such as differences.</param>
/// <param name="Progress">Takes a line for each thing that happens.</param>
public sealed record DeployRequest(string Folder, TextWriter Output, TextWriter Progress)
{
    /// <summary>Which of the places that the folder describes, for example an overlay; <see langword="null"/> for the target's default.</summary>
    public string? Place { get; init; }

    /// <summary>By which connection, for example a context of kubeconfig or <c>ssh://user@host</c>; <see langword="null"/> for the current one.</summary>
    public string? Connection { get; init; }

    /// <summary>Shows what would change, and changes nothing.</summary>
    public bool IsDiff { get; init; }

    /// <summary>Takes over what somebody else has set.</summary>
    public bool IsForced { get; init; }

    /// <summary>Shows a maintenance page, and stops the services, while jobs run and versions change.</summary>
    public bool IsMaintenance { get; init; }

    /// <summary>How long everything together may take to run. Default 20 min: migrations of a big platform.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(20);
}
