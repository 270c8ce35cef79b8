using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Derives the network that a workload answers in, see <see cref="NetworkPurpose"/>.</summary>
internal static class Networks
{
    public static WorkloadSpec Assign(WorkloadSpec workload, ISet<string> routed, ISet<string> datastores) => workload with
    {
        Network = workload.Network.Length > 0 ? workload.Network
            : workload.Endpoints.Any(endpoint => endpoint.PublicPort is not null) ? NetworkPurpose.Edge
            : routed.Contains(workload.Name) ? datastores.Contains(workload.Name) ? NetworkPurpose.Store : NetworkPurpose.Web
            : workload is ServiceSpec && workload.ConnectsTo.Count == 0 && (datastores.Contains(workload.Name) || workload.Mounts.Count > 0) ? NetworkPurpose.Data
            : NetworkPurpose.App,
    };
}
