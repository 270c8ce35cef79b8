using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Nothing may pass but the edges of the graph, names, and public addresses for all but datastores.</summary>
internal static class Networks
{
    private const string NamespaceName = "kubernetes.io/metadata.name";
    private const string KedaNamespace = "keda";

    // cert-manager answers a challenge by a pod of its own in this namespace: pkg/apis/acme/v1/types.go, pkg/issuer/acme/http/http.go.
    private const string SolverLabel = "acme.cert-manager.io/http01-solver";
    private const int SolverPort = 8089;

    private const int DnsPort = 53;
    private const string NodeLocalDns = "169.254.20.10/32";

    // Neither a node, nor another namespace, nor the address at which clouds give credentials to machines.
    private static readonly string[] s_private = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];
    private static readonly string[] s_privateV6 = ["fc00::/7", "fe80::/10"];
    private static readonly int[] s_apiServer = [443, 6443];

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects) => objects.NetworkPolicy = new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = context.Metadata(workload),
        Spec = new()
        {
            PodSelector = Labels.Selector(context.Stack, workload.Name),
            PolicyTypes = ["Ingress", "Egress"],
            Ingress = NullWhenEmpty(IngressOf(context, workload)),
            Egress = NullWhenEmpty(EgressOf(context, workload)),
        },
    };

    /// <summary>For every pod of the namespace: nothing but names.</summary>
    public static V1NetworkPolicy Default(KubernetesContext context) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = context.Metadata("default"),
        Spec = new()
        {
            PodSelector = new(),
            PolicyTypes = ["Ingress", "Egress"],
            Egress = [.. DnsOf(context.Options.Dns)],
        },
    };

    // The DNS server, and the nodes' caches of it where there are some.
    private static IEnumerable<V1NetworkPolicyEgressRule> DnsOf(DnsOptions dns)
    {
        V1NetworkPolicyPeer server = new()
        {
            NamespaceSelector = Namespace(dns.Namespace),
            PodSelector = new() { MatchLabels = dns.Labels.Count > 0 ? new SortedDictionary<string, string>(dns.Labels, StringComparer.Ordinal) : new Dictionary<string, string> { ["k8s-app"] = "kube-dns" } },
        };
        List<V1NetworkPolicyPeer> caches = [.. (dns.Networks.Count > 0 ? dns.Networks : [NodeLocalDns]).Select(network => new V1NetworkPolicyPeer { IpBlock = new() { Cidr = network } })];
        if (dns.Port == DnsPort)
        {
            caches.Insert(0, server);
        }
        else
        {
            yield return new() { To = [server], Ports = BothOf(dns.Port) };
        }

        yield return new() { To = caches, Ports = BothOf(DnsPort) };
    }

    private static List<V1NetworkPolicyPort> BothOf(int port) => [new() { Port = port, Protocol = "UDP" }, new() { Port = port, Protocol = "TCP" }];

    /// <summary>Lets the proxies reach the pods by which cert-manager proves that a host name is ours (ACME, HTTP-01); none where certificates come from elsewhere.</summary>
    public static V1NetworkPolicy? Solver(KubernetesContext context) => context.Options.Routing.ClusterIssuer.Length == 0 || Routes.Of(context).Count == 0 ? null : new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = context.Metadata("acme-solver"),
        Spec = new()
        {
            PodSelector = new() { MatchLabels = new Dictionary<string, string> { [SolverLabel] = "true" } },
            PolicyTypes = ["Ingress"],
            Ingress =
            [
                new()
                {
                    FromProperty = [new() { NamespaceSelector = Namespace(context.Options.Routing.ProxyNamespace) }],
                    Ports = [new() { Port = SolverPort, Protocol = "TCP" }],
                },
            ],
        },
    };

    private static List<V1NetworkPolicyIngressRule> IngressOf(KubernetesContext context, WorkloadSpec workload)
    {
        var rules = new List<V1NetworkPolicyIngressRule>();
        var callers = context.Edges.To(workload.Name).Select(name => Pods(context, name)).ToList();
        if (callers.Count > 0)
        {
            rules.Add(new() { FromProperty = callers, Ports = PortsOf(workload.Endpoints) });
        }

        var routed = Routes.Of(context).Where(route => route.Service == workload.Name).Select(route => route.Port).ToHashSet();
        if (routed.Count > 0)
        {
            rules.Add(new()
            {
                FromProperty = [new() { NamespaceSelector = Namespace(context.Options.Routing.ProxyNamespace) }],
                Ports = PortsOf(workload.Endpoints.Where(endpoint => routed.Contains(endpoint.Port))),
            });
        }

        if (context.Options.HasKeda && context.Document.Services.Any(service => service.Scaling?.Queues.Any(queue => queue.Server == workload.Name) is true))
        {
            rules.Add(new() { FromProperty = [new() { NamespaceSelector = Namespace(KedaNamespace) }], Ports = PortsOf(workload.Endpoints) });
        }

        return rules;
    }

    private static List<V1NetworkPolicyEgressRule> EgressOf(KubernetesContext context, WorkloadSpec workload)
    {
        var rules = context.Edges.From(workload)
            .Select(name => new V1NetworkPolicyEgressRule { To = [Pods(context, name)], Ports = PortsOf(context.Workloads[name].Endpoints) })
            .ToList();
        if (workload.Network is not (NetworkPurpose.Data or NetworkPurpose.Sandbox))
        {
            rules.Add(new()
            {
                To =
                [
                    new() { IpBlock = new() { Cidr = "0.0.0.0/0", Except = s_private } },
                    new() { IpBlock = new() { Cidr = "::/0", Except = s_privateV6 } },
                    .. context.Options.ReachableNetworks.Select(network => new V1NetworkPolicyPeer { IpBlock = new() { Cidr = network } }),
                ],
            });
        }

        // A request to a site's public name comes to the proxies' pods without leaving the cluster. Their own ports may be any.
        if (PublicNames.AreIn(context, workload))
        {
            rules.Add(new() { To = [new() { NamespaceSelector = Namespace(context.Options.Routing.ProxyNamespace) }] });
        }

        // No policy can name the API server; its address is one of the nodes' or of the cloud's.
        if (Waiting.WatchedBy(context, workload).Any())
        {
            rules.Add(new() { Ports = [.. s_apiServer.Select(port => new V1NetworkPolicyPort { Port = port, Protocol = "TCP" })] });
        }

        return rules;
    }

    private static V1NetworkPolicyPeer Pods(KubernetesContext context, string workload) => new() { PodSelector = Labels.Selector(context.Stack, workload) };

    /// <summary>A namespace by its name.</summary>
    public static V1LabelSelector Namespace(string name) => new() { MatchLabels = new Dictionary<string, string> { [NamespaceName] = name } };

    private static List<V1NetworkPolicyPort>? PortsOf(IEnumerable<EndpointSpec> endpoints) => NullWhenEmpty(
    [
        .. endpoints
            .DistinctBy(endpoint => (endpoint.Port, endpoint.IsUdp))
            .Select(endpoint => new V1NetworkPolicyPort { Port = endpoint.Port, Protocol = Ports.ProtocolOf(endpoint) }),
    ]);

    private static List<T>? NullWhenEmpty<T>(List<T> list) => list.Count > 0 ? list : null;
}
