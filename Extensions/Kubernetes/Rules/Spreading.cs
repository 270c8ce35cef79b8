using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Pods of one service on different nodes and zones, and at most one of them away while nodes are drained.</summary>
internal static class Spreading
{
    private static readonly string[] s_topologies = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        if (workload is not ServiceSpec)
        {
            return;
        }

        objects.Pod.Spec.TopologySpreadConstraints = Over(Labels.Selector(context.Stack, workload.Name));
        objects.DisruptionBudget = new()
        {
            ApiVersion = "policy/v1",
            Kind = "PodDisruptionBudget",
            Metadata = context.Metadata(workload),
            // Not minAvailable: with one replica it would keep a node from ever being drained.
            Spec = new() { MaxUnavailable = 1, Selector = Labels.Selector(context.Stack, workload.Name), UnhealthyPodEvictionPolicy = "AlwaysAllow" },
        };
    }

    /// <summary>Spreads the pods of a selector.</summary>
    public static IList<V1TopologySpreadConstraint> Over(V1LabelSelector pods) =>
    [
        .. s_topologies.Select(topology => new V1TopologySpreadConstraint
        {
            MaxSkew = 1,
            TopologyKey = topology,
            WhenUnsatisfiable = "ScheduleAnyway", // one node is better than none
            LabelSelector = pods,
        }),
    ];
}
