using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using Devstack.Publishing.Reading;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>What the rules read, and what has been made so far.</summary>
internal sealed class KubernetesContext
{
    private readonly Dictionary<string, KubernetesWorkload> _made = [];
    private readonly HashSet<string> _making = [];

    public KubernetesContext(DeploymentDocument document, KubernetesTargetOptions options)
    {
        Document = document;
        Options = options;
        Workloads = document.Workloads.ToDictionary(workload => workload.Name);
        Proxies = document.Routes.Select(route => route.Proxy).OfType<string>().ToHashSet();
        Settings = document.Parameters.OfType<SettingSpec>().ToDictionary(setting => setting.Name);
        Edges = new Edges(this);
    }

    public DeploymentDocument Document { get; }

    public KubernetesTargetOptions Options { get; }

    public Problems Problems { get; } = new("kubernetes");

    public IReadOnlyDictionary<string, WorkloadSpec> Workloads { get; }

    public IReadOnlyDictionary<string, SettingSpec> Settings { get; }

    /// <summary>The proxies of the model: the Ingress or Gateway does their work, so they aren't published.</summary>
    public IReadOnlySet<string> Proxies { get; }

    public Edges Edges { get; }

    public string Stack => Document.Name;

    public string Namespace => Options.Namespace ?? Document.Name;

    /// <summary>The workloads that are published, in the order of the model.</summary>
    public IEnumerable<WorkloadSpec> Published => Document.Workloads.Where(workload => !Proxies.Contains(workload.Name));

    /// <summary>The objects of a workload; a job's are asked for by those that wait for it, which need its name.</summary>
    public KubernetesWorkload Make(WorkloadSpec workload)
    {
        if (!_made.TryGetValue(workload.Name, out var made))
        {
            if (!_making.Add(workload.Name))
            {
                Problems.Add(workload.Name, "waits for itself, by way of others.");
                Problems.Check();
            }

            made = new KubernetesWorkload { Name = workload.Name, Component = workload.Profile };
            foreach (var rule in WorkloadRules.All)
            {
                rule(this, workload, made);
            }

            _made[workload.Name] = made;
        }

        return made;
    }

    public V1ObjectMeta Metadata(WorkloadSpec workload, string? name = null) => new()
    {
        Name = name ?? workload.Name,
        Labels = Labels.Of(Stack, workload.Name, RoleOf(workload)),
    };

    public V1ObjectMeta Metadata(string name) => new() { Name = name, Labels = Labels.OfStack(Stack) };

    /// <summary>Whether a volume is the data of one service alone, and so of its StatefulSet.</summary>
    public bool IsOwned(string volume) =>
        Document.Volumes.First(candidate => candidate.Name == volume).UsedBy is [var only]
        && Workloads[only] is ServiceSpec { Replicas: 1, Scaling: null };

    private static string RoleOf(WorkloadSpec workload) => workload switch
    {
        JobSpec { Schedule: not null } => "schedule",
        JobSpec => "job",
        { Network: NetworkPurpose.Data } => "datastore",
        _ => "service",
    };
}

/// <summary>Writes one aspect of a workload into its objects.</summary>
internal delegate void WorkloadRule(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects);

/// <summary>The rules, in their order.</summary>
internal static class WorkloadRules
{
    public static readonly WorkloadRule[] All =
    [
        Accounts.Apply, Containers.Apply, Security.Apply, Probes.Apply, Waiting.Apply, Ports.Apply, Controllers.Apply,
        Spreading.Apply, Scaling.Apply, Networks.Apply, Customisation.Apply, Controllers.Finish,
    ];
}
