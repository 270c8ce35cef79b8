namespace Devstack.Publishing.Document;

/// <summary>All that a target has to deploy: an app model, read once, with nothing left to ask.</summary>
/// <remarks>
/// Immutable, and the same for the same model: no clock, no random value, no folder of this machine, no secret.
/// Workloads are in the order of the model; everything else is sorted by name. Every name is a DNS label.
/// </remarks>
public sealed record DeploymentDocument
{
    /// <summary>The stack's name.</summary>
    public required string Name { get; init; }

    /// <summary>What runs and goes on running.</summary>
    public IReadOnlyList<ServiceSpec> Services { get; init; } = [];

    /// <summary>What runs once and ends.</summary>
    public IReadOnlyList<JobSpec> Jobs { get; init; } = [];

    /// <summary>Services and jobs, in the order of the model.</summary>
    public IReadOnlyList<WorkloadSpec> Workloads { get; init; } = [];

    /// <summary>Data that outlives containers.</summary>
    public IReadOnlyList<VolumeSpec> Volumes { get; init; } = [];

    /// <summary>Values that are known only where the stack is deployed, the open ones and the secret ones.</summary>
    public IReadOnlyList<ParameterSpec> Parameters { get; init; } = [];

    /// <summary>Which host names lead where.</summary>
    public IReadOnlyList<RouteSpec> Routes { get; init; } = [];
}
