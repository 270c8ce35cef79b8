using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>What a container asks for and what it may take.</summary>
internal static class Limits
{
    private const string DefaultCpuRequest = "50m";
    private const string DefaultMemoryRequest = "128Mi";
    private const string DefaultMemoryLimit = "2Gi";

    // No limit of processors unless the model has one: it makes a container wait while its node has nothing to do.
    public static V1ResourceRequirements Of(ResourcesSpec resources)
    {
        var limits = new Dictionary<string, ResourceQuantity>();
        if (resources.CpuLimit is { } cpus)
        {
            limits["cpu"] = new(KubernetesText.Cpus(cpus));
        }

        limits["memory"] = new(resources.MemoryLimit is { } bytes ? KubernetesText.Memory(bytes) : DefaultMemoryLimit);
        return new()
        {
            Requests = new Dictionary<string, ResourceQuantity>
            {
                ["cpu"] = new(resources.CpuRequest is { } kept ? KubernetesText.Cpus(kept) : DefaultCpuRequest),
                ["memory"] = new(RequestOf(resources)),
            },
            Limits = limits,
        };
    }

    /// <summary>Of a container that does next to nothing.</summary>
    public static V1ResourceRequirements Small() => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("10m"), ["memory"] = new("16Mi") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("64Mi") },
    };

    // A request above the limit is refused.
    private static string RequestOf(ResourcesSpec resources) => resources switch
    {
        { MemoryRequest: { } kept } => KubernetesText.Memory(kept),
        { MemoryLimit: { } limit } when limit < 128L << 20 => KubernetesText.Memory(limit),
        _ => DefaultMemoryRequest,
    };
}
