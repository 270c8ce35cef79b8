using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>What a service may take of the server.</summary>
internal static class Limits
{
    public const string MemoryVariable = "MEMORY_LIMIT";
    public const string DefaultMemory = "2G";

    // No default for processors: a server with fewer than the limit refuses to start the container.
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        var resources = workload.Resources;
        service.Limits = new(
            ComposeText.Cpus(resources.CpuLimit),
            ComposeText.Memory(resources.MemoryLimit) ?? $"${{{MemoryVariable}:-{DefaultMemory}}}");
        service.Reservations = new(null, ComposeText.Memory(resources.MemoryRequest));
    }

    /// <summary>Whether some service has the limit of <c>.env</c>.</summary>
    public static bool UseDefault(DeploymentDocument document) => document.Workloads.Any(workload => workload.Resources.MemoryLimit is null);
}
