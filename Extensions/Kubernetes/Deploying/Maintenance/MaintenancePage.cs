using System.Text;
using System.Text.Json.Nodes;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Files;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Targets;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Deploying.Maintenance;

/// <summary>Pods that answer everything by 503, with a page for people and a <c>Retry-After</c> for search engines. Their image is one that the stack has already.</summary>
internal static class MaintenancePage
{
    /// <summary>The port, of the pods and of their Service.</summary>
    public const int Port = 8080;

    /// <summary>In an overlay, the page of one's own.</summary>
    public const string FileName = "maintenance.html";

    private const string Folder = "/maintenance";
    private const string ReadyPath = "/devstack-page-is-ready";
    private const int Pods = 2;
    private const int DrainSeconds = 5;
    private const int MostBytes = 900_000; // of a ConfigMap's one million

    /// <summary>The name of its Deployment, Service and so on.</summary>
    public static string NameOf(string stack) => $"{stack}-maintenance";

    /// <summary>Its objects, the Deployment last.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="image">An image with BusyBox in it.</param>
    /// <param name="options">Who may reach it, and by which Secrets images are pulled.</param>
    /// <param name="page">The page of one's own; <see langword="null"/> for ours.</param>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Of(string stack, string space, string image, KubernetesTargetOptions options, string? page)
    {
        var name = NameOf(stack);
        V1ObjectMeta Metadata() => new() { Name = name, NamespaceProperty = space, Labels = Labels.Of(stack, name, "service") };
        return
        [
            new V1ConfigMap
            {
                ApiVersion = "v1",
                Kind = "ConfigMap",
                Metadata = Metadata(),
                Data = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["answer.sh"] = KubernetesOutput.Resource("answer.sh"),
                    ["page.html"] = page ?? KubernetesOutput.Resource("page.html"),
                    ["serve.sh"] = KubernetesOutput.Resource("serve.sh"),
                },
            },
            new V1ServiceAccount
            {
                ApiVersion = "v1",
                Kind = "ServiceAccount",
                Metadata = Metadata(),
                AutomountServiceAccountToken = false,
                ImagePullSecrets = options.ImagePullSecrets.Count > 0 ? [.. options.ImagePullSecrets.Select(secret => new V1LocalObjectReference { Name = secret })] : null,
            },
            new V1Service
            {
                ApiVersion = "v1",
                Kind = "Service",
                Metadata = Metadata(),
                Spec = new() { Selector = Labels.Selector(stack, name).MatchLabels, Ports = [new() { Name = "http", Port = Port, TargetPort = "http", Protocol = "TCP" }] },
            },
            PolicyOf(Metadata(), stack, options.Routing.ProxyNamespace),
            new V1PodDisruptionBudget
            {
                ApiVersion = "policy/v1",
                Kind = "PodDisruptionBudget",
                Metadata = Metadata(),
                Spec = new() { MaxUnavailable = 1, Selector = Labels.Selector(stack, name) },
            },
            DeploymentOf(Metadata(), stack, image),
        ];
    }

    /// <summary>The same as manifests: with the overlay's page and the image of what waits in the overlay's pods.</summary>
    /// <exception cref="DeployException">The overlay's page is too big.</exception>
    public static IReadOnlyList<Manifest> Manifests(string stack, IReadOnlyList<Manifest> objects, DeployRequest request, KubernetesTargetOptions options)
    {
        var space = objects.First(item => item.Kind is "Namespace").Name;
        var own = Path.Combine(request.Folder, Overlay.PathOf(request), FileName);
        if (File.Exists(own) && new FileInfo(own).Length > MostBytes)
        {
            throw new DeployException($"'{own}' is too big for a ConfigMap: {MostBytes / 1000} kB at most. Leave pictures out of it, or have them elsewhere.");
        }

        var page = File.Exists(own) ? File.ReadAllText(own, Encoding.UTF8) : null;
        var image = objects.SelectMany(item => item.InitContainers).FirstOrDefault(container => (string?)container["name"] is InitialWaits.OfServices)?["image"];
        return Manifest.ReadAll(KubernetesOutput.Yaml(Of(stack, space, (string?)image ?? options.HelperImage, options, page)));
    }

    private static V1NetworkPolicy PolicyOf(V1ObjectMeta metadata, string stack, string proxies) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = metadata,
        Spec = new()
        {
            PodSelector = Labels.Selector(stack, metadata.Name),
            PolicyTypes = ["Ingress", "Egress"],
            Ingress = [new() { FromProperty = [new() { NamespaceSelector = Networks.Namespace(proxies) }], Ports = [new() { Port = Port, Protocol = "TCP" }] }],
        },
    };

    private static V1Deployment DeploymentOf(V1ObjectMeta metadata, string stack, string image) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = metadata,
        Spec = new()
        {
            Replicas = Pods,
            Selector = Labels.Selector(stack, metadata.Name),
            Strategy = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 } },
            Template = new()
            {
                Metadata = new() { Labels = metadata.Labels },
                Spec = new()
                {
                    AutomountServiceAccountToken = false,
                    EnableServiceLinks = false,
                    ServiceAccountName = metadata.Name,
                    TerminationGracePeriodSeconds = 2 * DrainSeconds,
                    TopologySpreadConstraints = Spreading.Over(Labels.Selector(stack, metadata.Name)),
                    SecurityContext = new() { RunAsNonRoot = true, RunAsUser = Security.Nobody, RunAsGroup = Security.Nobody, FsGroup = Security.Nobody, SeccompProfile = new() { Type = "RuntimeDefault" } },
                    Containers = [ContainerOf(image)],
                    Volumes = [new() { Name = "page", ConfigMap = new() { Name = metadata.Name } }],
                },
            },
        },
    };

    private static V1Container ContainerOf(string image)
    {
        V1Probe Probe(int period) => new() { HttpGet = new() { Path = ReadyPath, Port = Port, Scheme = "HTTP" }, PeriodSeconds = period, TimeoutSeconds = 5 };
        return new()
        {
            Name = "main",
            Image = image,
            ImagePullPolicy = "IfNotPresent",
            Command = ["sh", $"{Folder}/serve.sh"],
            Args = [Port.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            Ports = [new() { Name = "http", ContainerPort = Port, Protocol = "TCP" }],
            ReadinessProbe = Probe(2),
            StartupProbe = Probe(2),
            LivenessProbe = Probe(20),
            Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = DrainSeconds } } },
            Resources = Limits.Small(),
            SecurityContext = Security.OfHelper(),
            VolumeMounts = [new() { Name = "page", MountPath = Folder, ReadOnlyProperty = true }],
        };
    }
}
