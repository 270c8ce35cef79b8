using System.Globalization;

namespace Devstack.OpenEdx.Configuration;

/// <summary>What a published platform has to know of its cluster. Section <c>publish.kubernetes</c>.</summary>
public sealed class KubernetesOptions
{
    private const string Name = "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$";
    private const string Size = "^[0-9]+(Mi|Gi|Ti)$";

    /// <summary>The namespace of the overlay <c>production</c>; <c>staging</c> gets <c>-staging</c> after it. Default: the stack's name.</summary>
    [Text("a name of lower-case letters, digits and dashes", "^[a-z0-9]([-a-z0-9]{0,53}[a-z0-9])?$")]
    public string? Namespace { get; set; }

    /// <summary>At most so many pods, by service: <c>lms</c>, <c>cms</c>, <c>lms-worker</c>, <c>cms-worker</c>. Default four times
    /// <c>publish.replicas</c>; the same number as there turns scaling off.</summary>
    [KeysAreNames]
    [Number("a number of pods", 1, 1000)]
    public IDictionary<string, int> MaxReplicas { get; set; } = new Dictionary<string, int>();

    /// <summary>Whether the cluster has KEDA: workers then follow the length of their queues, too. Default <c>false</c>.</summary>
    public bool Keda { get; set; }

    /// <summary>By which API requests come in. Default <c>ingress</c>.</summary>
    public ClusterRouting Routing { get; set; }

    /// <summary>The IngressClass or GatewayClass. Default <c>nginx</c>.</summary>
    [Text("the name of a class", Name)]
    public string? RoutingClass { get; set; }

    /// <summary>The namespace that the proxies of the Ingress or Gateway run in. Default <c>ingress-nginx</c>.</summary>
    [Text("the name of a namespace", Name)]
    public string? ProxyNamespace { get; set; }

    /// <summary>The ClusterIssuer of cert-manager that signs the sites' certificates. Default <c>letsencrypt</c>; with
    /// <c>publish.tls: external</c> none, and the Secret <c>STACK-tls</c> comes from elsewhere.</summary>
    [Text("the name of a ClusterIssuer", Name)]
    public string? ClusterIssuer { get; set; }

    /// <summary>The biggest body of a request in MiB. Default 250: courses are imported as archives.</summary>
    [Number("a number of MiB", 1, 102400)]
    public int BodyLimit { get; set; } = 250;

    /// <summary>How many seconds an answer may take. Default 300: exports and reports of big courses.</summary>
    [Number("a number of seconds", 1, 86400)]
    public int Timeout { get; set; } = 300;

    /// <summary>The size of a volume. Default <c>10Gi</c>.</summary>
    [Text("a size such as '10Gi'", Size)]
    public string? StorageSize { get; set; }

    /// <summary>Sizes of single volumes, by name: <c>mysql-data</c>, <c>mongodb-data</c>, <c>openedx-media</c>, ... Default none.</summary>
    [KeysAreNames]
    [Text("a size such as '10Gi'", Size)]
    public IDictionary<string, string> StorageSizes { get; set; } = new Dictionary<string, string>();

    /// <summary>The StorageClass of volumes that one pod mounts. Default: the cluster's.</summary>
    [Text("the name of a StorageClass", Name)]
    public string? StorageClass { get; set; }

    /// <summary>The StorageClass of volumes that several pods mount at once (ReadWriteMany). Default: the cluster's.</summary>
    [Text("the name of a StorageClass", Name)]
    public string? SharedStorageClass { get; set; }

    /// <summary>How Secrets come to be. Default <c>files</c>: a script makes them, and git ignores them.</summary>
    public ClusterSecrets Secrets { get; set; }

    /// <summary>The ClusterSecretStore of <c>secrets: externalSecrets</c>. Default <c>secrets</c>.</summary>
    [Text("the name of a ClusterSecretStore", Name)]
    public string? SecretStore { get; set; }

    /// <summary>Private networks that pods may reach, for example <c>10.20.0.0/16</c> with a managed database in it. Default none.</summary>
    [Text("a network such as '10.20.0.0/16'", "^[0-9a-fA-F.:]+/[0-9]{1,3}$")]
    public IList<string> ReachableNetworks { get; set; } = [];

    /// <summary>Whether the databases are copied (<c>publish.backup</c>) also where an overlay has a server outside of the cluster in their place.
    /// Default <c>false</c>: such a server has backups of its own.</summary>
    public bool BackupExternal { get; set; }

    /// <summary>The namespace of the cluster's DNS server, the only one that pods may ask for names. Default <c>kube-system</c>; OpenShift <c>openshift-dns</c>.</summary>
    [Text("the name of a namespace", Name)]
    public string? DnsNamespace { get; set; }

    /// <summary>The labels of its pods. Default <c>k8s-app: kube-dns</c>, which CoreDNS has, too; OpenShift <c>dns.operator.openshift.io/daemonset-dns: default</c>.</summary>
    [Text("the value of a label", "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    public IDictionary<string, string> DnsLabels { get; set; } = new Dictionary<string, string>();

    /// <summary>The port of its pods, which may be another one than the Service's 53. Default 53; OpenShift 5353.</summary>
    [Number("a port", 1, 65535)]
    public int DnsPort { get; set; } = 53;

    /// <summary>Where the nodes' caches answer (NodeLocal DNSCache). Default <c>169.254.20.10/32</c>.</summary>
    [Text("a network such as '169.254.20.10/32'", "^[0-9a-fA-F.:]+/[0-9]{1,3}$")]
    public IList<string> DnsNetworks { get; set; } = [];

    /// <summary>Names of Secrets, made by yourself, with which images are pulled. Default none.</summary>
    [Text("the name of a Secret", Name)]
    public IList<string> ImagePullSecrets { get; set; } = [];
}

/// <summary>By which API requests come in.</summary>
public enum ClusterRouting
{
    /// <summary><c>networking.k8s.io/v1</c> Ingress.</summary>
    Ingress,

    /// <summary><c>gateway.networking.k8s.io/v1</c> Gateway and HTTPRoute.</summary>
    Gateway,
}

/// <summary>How Secrets come to be.</summary>
public enum ClusterSecrets
{
    /// <summary>A script makes files that git ignores, and kustomize makes Secrets of them.</summary>
    Files,

    /// <summary>The External Secrets Operator reads them from a store.</summary>
    ExternalSecrets,

    /// <summary>The script seals them with kubeseal, and what comes out may be committed.</summary>
    SealedSecrets,
}

/// <summary>The same for a Kubernetes target, which reads .NET's configuration and knows nothing of Open edX.</summary>
public static class KubernetesTargetConfiguration
{
    private const string Section = "Publish:Kubernetes:";

    /// <summary>What a person has set, by the keys of the target's own options.</summary>
    /// <param name="options">The configuration.</param>
    public static IReadOnlyDictionary<string, string?> Of(DevstackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var kubernetes = options.Publish.Kubernetes;
        var keys = new Dictionary<string, string?>
        {
            ["Namespace"] = kubernetes.Namespace,
            ["ImageRegistry"] = options.Registry,
            ["HasKeda"] = kubernetes.Keda ? "true" : null,
            ["Routing:Kind"] = kubernetes.Routing.ToString(),
            ["Routing:ClassName"] = kubernetes.RoutingClass,
            ["Routing:ProxyNamespace"] = kubernetes.ProxyNamespace,
            ["Routing:ClusterIssuer"] = kubernetes.ClusterIssuer ?? (options.Publish.Tls is TlsMode.External ? "" : null),
            ["Routing:BodyLimitMebibytes"] = kubernetes.BodyLimit.ToString(CultureInfo.InvariantCulture),
            ["Routing:Timeout"] = TimeSpan.FromSeconds(kubernetes.Timeout).ToString("c", CultureInfo.InvariantCulture),
            ["Dns:Namespace"] = kubernetes.DnsNamespace,
            ["Dns:Port"] = kubernetes.DnsPort.ToString(CultureInfo.InvariantCulture),
            ["Storage:Size"] = kubernetes.StorageSize,
            ["Storage:ClassName"] = kubernetes.StorageClass,
            ["Storage:SharedClassName"] = kubernetes.SharedStorageClass,
            ["HasBackupsOfExternal"] = kubernetes.BackupExternal ? "true" : null,
            ["Secrets"] = kubernetes.Secrets.ToString(),
            ["SecretStore"] = kubernetes.SecretStore,
        };
        foreach (var (volume, size) in kubernetes.StorageSizes)
        {
            keys[$"Storage:Sizes:{volume}"] = size;
        }

        foreach (var (label, value) in kubernetes.DnsLabels)
        {
            keys[$"Dns:Labels:{label}"] = value;
        }

        Add("Dns:Networks", kubernetes.DnsNetworks);
        Add("ReachableNetworks", kubernetes.ReachableNetworks);
        Add("ImagePullSecrets", kubernetes.ImagePullSecrets);
        if (options.Registry is { } registry)
        {
            // A mirror keeps the path, as it does for the platform's own images.
            keys["HelperImage"] = $"{registry}/library/busybox:1.37.0";
            keys["KubectlImage"] = $"{registry}/kubectl:v1.33.9";
        }

        return keys.Where(pair => pair.Value is not null).ToDictionary(pair => Section + pair.Key, pair => pair.Value);

        void Add(string key, IList<string> values)
        {
            for (var i = 0; i < values.Count; i++)
            {
                keys[string.Create(CultureInfo.InvariantCulture, $"{key}:{i}")] = values[i];
            }
        }
    }
}
