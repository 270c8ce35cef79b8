using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Tests;

/// <summary>Reads manifests into typed objects; a field that the type doesn't know is an error.</summary>
internal static class Manifests
{
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Load(string yaml) =>
        [.. KubernetesYaml.LoadAllFromString(yaml, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
}

/// <summary>The pods of objects.</summary>
internal static class Pods
{
    public static IEnumerable<V1PodSpec> Of(IKubernetesObject<V1ObjectMeta> item) => TemplateOf(item) is { } template ? [template.Spec] : [];

    public static V1PodTemplateSpec? TemplateOf(IKubernetesObject<V1ObjectMeta> item) => item switch
    {
        V1Deployment deployment => deployment.Spec.Template,
        V1StatefulSet set => set.Spec.Template,
        V1Job job => job.Spec.Template,
        V1CronJob job => job.Spec.JobTemplate.Spec.Template,
        _ => null,
    };

    public static IEnumerable<V1Container> Containers(V1PodSpec pod) => pod.Containers.Concat(pod.InitContainers ?? []);
}
