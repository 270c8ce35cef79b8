namespace Devstack.Kubernetes;

/// <summary>What the model doesn't say and a cluster needs to know.</summary>
public sealed class KubernetesTargetOptions
{
    /// <summary>The namespace; <see langword="null"/> for the stack's name. An overlay may have another one.</summary>
    public string? Namespace { get; set; }

    /// <summary>What is written: plain manifests for <c>kubectl apply -k</c>, or a Helm chart. Default: manifests.</summary>
    public KubernetesFormat Format { get; set; } = KubernetesFormat.Kustomize;

    /// <summary>The registry that built images are pushed to, for example <c>registry.example.com/team</c>; <see langword="null"/> when an overlay says so.</summary>
    public string? ImageRegistry { get; set; }

    /// <summary>Names of Secrets, made by the operator, with which images are pulled.</summary>
    public IList<string> ImagePullSecrets { get; } = [];

    /// <summary>The image of the init containers that wait for a port. It has <c>sh</c> and <c>nc</c>.</summary>
    public string HelperImage { get; set; } = "docker.io/library/busybox:1.37.0";

    /// <summary>The image of <c>kubectl</c>, for waiting on jobs that can't be asked whether their work is there (<c>JobAnnotation.Check</c>).</summary>
    public string KubectlImage { get; set; } = "registry.k8s.io/kubectl:v1.33.9";

    /// <summary>How requests come in.</summary>
    public RoutingOptions Routing { get; } = new();

    /// <summary>Who tells the pods the addresses of names.</summary>
    public DnsOptions Dns { get; } = new();

    /// <summary>Where data lies.</summary>
    public StorageOptions Storage { get; } = new();

    /// <summary>How Secrets come to be. Default: kustomize makes them of files that stay out of the repository.</summary>
    public SecretSource Secrets { get; set; } = SecretSource.Files;

    /// <summary>The ClusterSecretStore of <see cref="SecretSource.ExternalSecrets"/>.</summary>
    public string SecretStore { get; set; } = "secrets";

    /// <summary>Whether the cluster has KEDA, which scales by the length of queues. Default: no, by processors alone.</summary>
    public bool HasKeda { get; set; }

    /// <summary>Whether backups of the model (<c>AsBackupOf</c>) go on when a server outside of the cluster takes a datastore's place. Default: no, it has backups of its own.</summary>
    public bool HasBackupsOfExternal { get; set; }

    /// <summary>Private networks that the workloads may reach, for example <c>10.20.0.0/16</c> with a managed database in it.</summary>
    /// <remarks>Public addresses may be reached by all but datastores; private ones, and so the nodes and other namespaces, by nobody.</remarks>
    public IList<string> ReachableNetworks { get; } = [];
}

/// <summary>The form of what is written.</summary>
public enum KubernetesFormat
{
    /// <summary>Manifests with a base and overlays, for <c>kubectl apply -k</c>.</summary>
    Kustomize,

    /// <summary>A Helm chart.</summary>
    Helm,
}

/// <summary>How Secrets come to be.</summary>
public enum SecretSource
{
    /// <summary>A script writes files that git ignores, and kustomize makes Secrets of them.</summary>
    Files,

    /// <summary>The External Secrets Operator reads them from a store.</summary>
    ExternalSecrets,

    /// <summary>Sealed Secrets: the operator seals the files, and commits what comes out.</summary>
    SealedSecrets,
}

/// <summary>How requests come in.</summary>
public sealed class RoutingOptions
{
    /// <summary>By which API. Default: Ingress.</summary>
    public RoutingKind Kind { get; set; } = RoutingKind.Ingress;

    /// <summary>The IngressClass or GatewayClass.</summary>
    public string ClassName { get; set; } = "nginx";

    /// <summary>The namespace that the proxies of the Ingress or Gateway run in; only they may open connections from outside.</summary>
    public string ProxyNamespace { get; set; } = "ingress-nginx";

    /// <summary>The ClusterIssuer of cert-manager that signs the certificates; empty when the Secrets come from elsewhere.</summary>
    public string ClusterIssuer { get; set; } = "letsencrypt";

    /// <summary>The biggest request body in MiB. Default 250: courses are imported as archives.</summary>
    public int BodyLimitMebibytes { get; set; } = 250;

    /// <summary>How long an answer may take. Default 5 min: exports and reports of big courses.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>By which API requests come in.</summary>
public enum RoutingKind
{
    /// <summary><c>networking.k8s.io/v1</c> Ingress.</summary>
    Ingress,

    /// <summary><c>gateway.networking.k8s.io/v1</c> Gateway and HTTPRoute.</summary>
    Gateway,
}

/// <summary>Who tells the pods the addresses of names: nothing else may be asked for them.</summary>
/// <remarks>OpenShift: the namespace <c>openshift-dns</c>, the label <c>dns.operator.openshift.io/daemonset-dns: default</c>, the port 5353.</remarks>
public sealed class DnsOptions
{
    /// <summary>The namespace of the cluster's DNS server.</summary>
    public string Namespace { get; set; } = "kube-system";

    /// <summary>The labels of its pods; none for <c>k8s-app: kube-dns</c>, which CoreDNS has, too.</summary>
    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>();

    /// <summary>The port of its pods. A NetworkPolicy counts that one, not the port 53 of the Service.</summary>
    public int Port { get; set; } = 53;

    /// <summary>Where the nodes' caches answer at the port 53 (NodeLocal DNSCache); none for its usual address, 169.254.20.10.</summary>
    public IList<string> Networks { get; } = [];
}

/// <summary>Where data lies.</summary>
public sealed class StorageOptions
{
    /// <summary>The size of a volume that nothing else is said of.</summary>
    public string Size { get; set; } = "10Gi";

    /// <summary>The StorageClass of volumes that one pod mounts; <see langword="null"/> for the cluster's default.</summary>
    public string? ClassName { get; set; }

    /// <summary>The StorageClass of volumes that several pods mount at once (ReadWriteMany); <see langword="null"/> for the cluster's default.</summary>
    public string? SharedClassName { get; set; }

    /// <summary>Sizes of single volumes, by name, for example <c>mysql-data</c>.</summary>
    public IDictionary<string, string> Sizes { get; } = new Dictionary<string, string>();
}
