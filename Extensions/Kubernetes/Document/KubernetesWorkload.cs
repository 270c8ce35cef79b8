using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Document;

/// <summary>The objects of one workload. What is <see langword="null"/> isn't written; <see cref="Others"/> takes any object more.</summary>
/// <remarks>Exactly one of <see cref="Deployment"/>, <see cref="StatefulSet"/>, <see cref="Job"/> and <see cref="CronJob"/> is there, with <see cref="Pod"/> in it.</remarks>
public sealed class KubernetesWorkload
{
    /// <summary>The workload's name.</summary>
    public required string Name { get; init; }

    /// <summary>The optional part that it belongs to; <see langword="null"/> when it always runs.</summary>
    public string? Component { get; init; }

    /// <summary>Its pods.</summary>
    public V1PodTemplateSpec Pod { get; } = new() { Metadata = new(), Spec = new() { Containers = [], InitContainers = [], Volumes = [] } };

    /// <summary>Its one container.</summary>
    public V1Container Container { get; internal set; } = new();

    /// <summary>The account of its pods; it has no rights and no token.</summary>
    public V1ServiceAccount? ServiceAccount { get; set; }

    /// <summary>Its open files.</summary>
    public V1ConfigMap? Files { get; set; }

    /// <summary>Keeps one that holds no data of its own running.</summary>
    public V1Deployment? Deployment { get; set; }

    /// <summary>Keeps one with data of its own running.</summary>
    public V1StatefulSet? StatefulSet { get; set; }

    /// <summary>Runs it once.</summary>
    public V1Job? Job { get; set; }

    /// <summary>Runs it at certain times.</summary>
    public V1CronJob? CronJob { get; set; }

    /// <summary>The name and ports by which others reach it.</summary>
    public V1Service? Service { get; set; }

    /// <summary>Scales it.</summary>
    public V2HorizontalPodAutoscaler? Autoscaler { get; set; }

    /// <summary>How many of its pods may be away while nodes are drained.</summary>
    public V1PodDisruptionBudget? DisruptionBudget { get; set; }

    /// <summary>Who may reach it and whom it may reach.</summary>
    public V1NetworkPolicy? NetworkPolicy { get; set; }

    /// <summary>Other objects.</summary>
    public IList<IKubernetesObject<V1ObjectMeta>> Others { get; } = [];

    /// <summary>All objects, in the order in which they are written.</summary>
    internal IEnumerable<IKubernetesObject<V1ObjectMeta>> All =>
        new IKubernetesObject<V1ObjectMeta>?[]
        {
            ServiceAccount, Files, Service, Deployment, StatefulSet, Job, CronJob, Autoscaler, DisruptionBudget, NetworkPolicy,
        }
        .OfType<IKubernetesObject<V1ObjectMeta>>()
        .Concat(Others);
}
