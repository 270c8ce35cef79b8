using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>What a container needs of its machine, and what it may take.</summary>
/// <remarks>Run mode: nothing. Compose: <c>deploy.resources</c>. Kubernetes: <c>requests</c> and <c>limits</c>.</remarks>
public sealed class ResourceLimitsAnnotation : IResourceAnnotation
{
    /// <summary>Memory that is kept for it, in bytes; <see langword="null"/> for the target's default.</summary>
    public long? MemoryRequest { get; init; }

    /// <summary>Memory at which it is killed, in bytes; <see langword="null"/> for the target's default.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Processors that are kept for it, for example 0.25; <see langword="null"/> for the target's default.</summary>
    public double? CpuRequest { get; init; }

    /// <summary>Processors that it may use at most; <see langword="null"/> for all. A Compose host with fewer refuses to start it.</summary>
    public double? CpuLimit { get; init; }
}
