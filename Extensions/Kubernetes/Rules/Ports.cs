using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>The Service by whose name others reach a workload.</summary>
internal static class Ports
{
    private const int LongestName = 15;

    /// <summary>The suffix of the Service that gives the pods of a StatefulSet their names.</summary>
    public const string PodsSuffix = "-pods";

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        var ports = PortsOf(workload);
        if (ports.Count > 0 && workload is ServiceSpec)
        {
            objects.Service = new()
            {
                ApiVersion = "v1",
                Kind = "Service",
                Metadata = context.Metadata(workload),
                Spec = new() { Type = "ClusterIP", Selector = Labels.Selector(context.Stack, workload.Name).MatchLabels, Ports = ports },
            };
        }
    }

    /// <summary>The Service that a StatefulSet names; it has no address of its own.</summary>
    public static V1Service HeadlessOf(KubernetesContext context, WorkloadSpec workload) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = context.Metadata(workload, workload.Name + PodsSuffix),
        Spec = new()
        {
            ClusterIP = "None",
            PublishNotReadyAddresses = true,
            Selector = Labels.Selector(context.Stack, workload.Name).MatchLabels,
            Ports = PortsOf(workload) is { Count: > 0 } ports ? ports : null,
        },
    };

    /// <summary>An endpoint's name: a Service takes lower-case letters, digits and hyphens, at most fifteen.</summary>
    public static string NameOf(EndpointSpec endpoint)
    {
        var name = string.Concat(endpoint.Name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return name[..Math.Min(name.Length, LongestName)].Trim('-');
    }

    public static string ProtocolOf(EndpointSpec endpoint) => endpoint.IsUdp ? "UDP" : "TCP";

    private static List<V1ServicePort> PortsOf(WorkloadSpec workload) =>
    [
        .. workload.Endpoints
            .DistinctBy(endpoint => (endpoint.Port, endpoint.IsUdp))
            .Select(endpoint => new V1ServicePort { Name = NameOf(endpoint), Port = endpoint.Port, TargetPort = endpoint.Port, Protocol = ProtocolOf(endpoint) }),
    ];
}
