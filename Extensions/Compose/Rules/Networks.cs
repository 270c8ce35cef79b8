using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>The networks that a service answers in, and those of whom it connects to: no other.</summary>
/// <remarks>
/// Whoever shares a network with a datastore can open connections to it, so each has one of its own: <c>data-NAME</c>, with those
/// that work with it. A proxy that passes requests on to one meets it in <c>web-NAME</c> and nobody else there.
/// What a proxy passes requests on to, in <c>web</c>, is behind one door and shares a network: Docker has addresses for some thirty.
/// </remarks>
internal static class Networks
{
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        foreach (var other in workload.ConnectsTo.Select(name => context.Workloads[name]))
        {
            var isProxy = other.Network is NetworkPurpose.Store && RoutesTo(context, other).Any(route => route.Proxy == workload.Name);
            Join(context, service, isProxy ? ProxyNetworkOf(other) : NetworkOf(other));
        }

        Join(context, service, NetworkOf(workload));
        if (workload.Network is NetworkPurpose.Store && RoutesTo(context, workload).Any(route => route.Proxy is not null))
        {
            Join(context, service, ProxyNetworkOf(workload));
        }
    }

    private static IEnumerable<RouteSpec> RoutesTo(ComposeContext context, WorkloadSpec workload) => context.Document.Routes.Where(route => route.Service == workload.Name);

    private static (string Name, bool IsInternal) NetworkOf(WorkloadSpec workload) => workload.Network is NetworkPurpose.Data or NetworkPurpose.Store
        ? ($"{NetworkPurpose.Data}-{workload.Name}", true)
        : (workload.Network, workload.Network is NetworkPurpose.Sandbox);

    private static (string Name, bool IsInternal) ProxyNetworkOf(WorkloadSpec workload) => ($"{NetworkPurpose.Web}-{workload.Name}", true);

    private static void Join(ComposeContext context, ComposeService service, (string Name, bool IsInternal) network)
    {
        context.File.Networks[network.Name] = new(network.IsInternal);
        service.Networks.Add(network.Name);
    }
}
