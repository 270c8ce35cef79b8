using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;

namespace Devstack.Kubernetes;

/// <summary>Changes a resource's objects.</summary>
internal sealed class KubernetesWorkloadAnnotation(Action<KubernetesWorkload> configure) : ITargetAnnotation
{
    public string Verb => nameof(KubernetesBuilderExtensions.PublishAsKubernetes);

    public Action<KubernetesWorkload> Configure { get; } = configure;
}
