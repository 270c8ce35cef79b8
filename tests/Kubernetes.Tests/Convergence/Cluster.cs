using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Tests.Convergence;

/// <summary>
/// A small model of a cluster: what has been applied, the pods that follow from it, and what of Kubernetes decides whether a stack
/// comes up. A pod waits for what it mounts and refers to; its init containers are what is written in the manifests, asked by the
/// rules of Services and NetworkPolicies; a Job counts its failures and stops at its limit.
/// </summary>
/// <remarks>What a job has done outlives its pod. A check of a job says yes when it has been done, and reaches what the job reaches.</remarks>
internal sealed class Cluster(Random random, IReadOnlyDictionary<string, IReadOnlyCollection<string>> connectionsOfJobs)
{
    private const int SlowestStart = 6;
    private readonly List<IKubernetesObject<V1ObjectMeta>> _applied = [];
    private readonly Dictionary<string, SimulatedPod> _pods = [];
    private readonly Dictionary<string, int> _failures = [];
    private readonly HashSet<string> _done = [];

    /// <summary>Called when a workload's own container starts.</summary>
    public event Action<string>? ContainerStarted;

    /// <summary>The jobs that have done their work, by the name of the workload.</summary>
    public IReadOnlySet<string> Done => _done;

    public IEnumerable<SimulatedPod> Pods => _pods.Values;

    public void Apply(IKubernetesObject<V1ObjectMeta> item)
    {
        var before = _applied.Find(other => other.Kind == item.Kind && other.Metadata.Name == item.Metadata.Name);
        if (before is V1Job && !ReferenceEquals(before, item))
        {
            throw new InvalidOperationException($"The Job {item.Metadata.Name} can't be changed.");
        }

        _applied.Remove(before!);
        _applied.Add(item);
        if (Kubernetes.Tests.Pods.TemplateOf(item) is { } template && item is not V1CronJob && before is null)
        {
            var workload = template.Metadata.Labels["app.kubernetes.io/name"];
            _pods[item.Metadata.Name] = new(workload, template) { StepsLeft = random.Next(SlowestStart) };
        }
    }

    public bool IsReady(string workload) => _pods.Values.Any(pod => pod.Workload == workload && pod.IsReady);

    public bool HasFailed(string job) => Find<V1Job>(name: _pods.First(pod => pod.Value.Workload == job).Key) is { } found && _failures.GetValueOrDefault(found.Metadata.Name) > found.Spec.BackoffLimit;

    /// <summary>One pod goes on by one step.</summary>
    public void Step()
    {
        var (name, pod) = _pods.ElementAt(random.Next(_pods.Count));
        if (_done.Contains(pod.Workload) || !HasAllThatItRefersTo(pod))
        {
            return;
        }

        var initial = pod.Template.Spec.InitContainers ?? [];
        if (pod.Initialised < initial.Count)
        {
            if (Ends(pod, initial[pod.Initialised]))
            {
                pod.Initialised++;
            }
        }
        else if (!pod.IsRunning)
        {
            pod.IsRunning = true;
            ContainerStarted?.Invoke(pod.Workload);
        }
        else if (pod.StepsLeft > 0)
        {
            pod.StepsLeft--;
        }
        else if (Find<V1Job>(name) is { } job)
        {
            Finish(job, pod);
        }
        else
        {
            pod.IsReady = true;
        }
    }

    /// <summary>A pod is lost: a node is drained, or it ran out of memory. A Job doesn't count it, by its policy for disruptions.</summary>
    public void Disrupt()
    {
        if (_pods.Count > 0)
        {
            _pods.Values.ElementAt(random.Next(_pods.Count)).Restart(random.Next(SlowestStart));
        }
    }

    // A job that can't reach what it connects to has failed once more.
    private void Finish(V1Job job, SimulatedPod pod)
    {
        if (connectionsOfJobs[pod.Workload].All(other => Reaches(pod, other)))
        {
            _done.Add(pod.Workload);
        }
        else
        {
            _failures[job.Metadata.Name] = _failures.GetValueOrDefault(job.Metadata.Name) + 1;
            if (_failures[job.Metadata.Name] <= job.Spec.BackoffLimit)
            {
                pod.Restart(random.Next(SlowestStart));
            }
        }
    }

    private bool Ends(SimulatedPod pod, V1Container container)
    {
        if (container.Name is "wait-for-services")
        {
            return container.Args.All(address => address.Split(':') is [var host, var port] && Answers(pod, host, int.Parse(port)));
        }

        var job = container.Name["wait-for-".Length..];
        return container.Args[0] is "wait"
            ? Find<V1Job>(container.Args[^1]["job/".Length..]) is not null && MayRead(pod, container.Args[^1]["job/".Length..]) && _done.Contains(job)
            : _done.Contains(job) && connectionsOfJobs[job].All(other => Reaches(pod, other));
    }

    private bool MayRead(SimulatedPod pod, string job) =>
        Find<V1RoleBinding>(pod.Workload) is { } binding && Find<V1Role>(binding.RoleRef.Name) is { } role && role.Rules[0].ResourceNames.Contains(job);

    private bool Reaches(SimulatedPod pod, string workload) =>
        Find<V1Service>(workload) is { } service && service.Spec.Ports.All(port => Answers(pod, workload, port.Port));

    // A Service passes on to ready pods alone, and only where both sides' policies let it.
    private bool Answers(SimulatedPod from, string host, int port) =>
        Find<V1Service>(host) is { } service
        && service.Spec.Ports.Any(candidate => candidate.Port == port)
        && _pods.Values.Any(pod => pod.IsReady && Matches(service.Spec.Selector, pod.Labels) && MayPass(from.Labels, pod.Labels, port));

    private bool MayPass(IDictionary<string, string> from, IDictionary<string, string> to, int port)
    {
        var policies = _applied.OfType<V1NetworkPolicy>().ToList();
        var out_ = policies.Where(policy => Matches(policy.Spec.PodSelector.MatchLabels, from)).ToList();
        var in_ = policies.Where(policy => Matches(policy.Spec.PodSelector.MatchLabels, to)).ToList();
        return (out_.Count == 0 || out_.SelectMany(policy => policy.Spec.Egress ?? []).Any(rule => Has(rule.Ports, port) && Selects(rule.To, to)))
            && (in_.Count == 0 || in_.SelectMany(policy => policy.Spec.Ingress ?? []).Any(rule => Has(rule.Ports, port) && Selects(rule.FromProperty, from)));
    }

    private static bool Has(IList<V1NetworkPolicyPort>? ports, int port) => ports is null || ports.Any(candidate => candidate.Port.Value == port.ToString());

    private static bool Selects(IList<V1NetworkPolicyPeer>? peers, IDictionary<string, string> labels) =>
        peers is null || peers.Any(peer => peer is { PodSelector: { } pods, NamespaceSelector: null } && Matches(pods.MatchLabels, labels));

    private static bool Matches(IDictionary<string, string>? selector, IDictionary<string, string> labels) =>
        selector is null || selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private bool HasAllThatItRefersTo(SimulatedPod pod)
    {
        var spec = pod.Template.Spec;
        return Find<V1ServiceAccount>(spec.ServiceAccountName) is not null
            && (spec.Volumes ?? []).All(volume =>
                (volume.ConfigMap is null || Find<V1ConfigMap>(volume.ConfigMap.Name) is not null)
                && (volume.PersistentVolumeClaim is null || Find<V1PersistentVolumeClaim>(volume.PersistentVolumeClaim.ClaimName) is not null)
                && (volume.Projected?.Sources.All(source => source.Secret is null || Find<V1Secret>(source.Secret.Name) is not null) ?? true))
            && Kubernetes.Tests.Pods.Containers(spec).SelectMany(container => container.Env ?? []).All(variable =>
                (variable.ValueFrom?.SecretKeyRef is not { } secret || Find<V1Secret>(secret.Name)?.Data.ContainsKey(secret.Key) is true)
                && (variable.ValueFrom?.ConfigMapKeyRef is not { } map || Find<V1ConfigMap>(map.Name)?.Data.ContainsKey(map.Key) is true));
    }

    private T? Find<T>(string name)
        where T : class, IKubernetesObject<V1ObjectMeta> => _applied.OfType<T>().FirstOrDefault(item => item.Metadata.Name == name);
}
