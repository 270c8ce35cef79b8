using k8s.Models;

namespace Devstack.Kubernetes.Tests;

/// <summary>The objects that a pod names.</summary>
internal static class References
{
    public static IEnumerable<(string Kind, string Name)> Of(V1PodSpec pod)
    {
        yield return ("ServiceAccount", pod.ServiceAccountName);
        foreach (var volume in pod.Volumes ?? [])
        {
            if (volume.ConfigMap is { } map)
            {
                yield return ("ConfigMap", map.Name);
            }

            if (volume.PersistentVolumeClaim is { } claim)
            {
                yield return ("PersistentVolumeClaim", claim.ClaimName);
            }

            foreach (var source in volume.Projected?.Sources.Where(source => source.Secret is not null) ?? [])
            {
                yield return ("Secret", source.Secret.Name);
            }
        }

        foreach (var source in Pods.Containers(pod).SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom).OfType<V1EnvVarSource>())
        {
            yield return source.SecretKeyRef is { } secret ? ("Secret", secret.Name) : ("ConfigMap", source.ConfigMapKeyRef.Name);
        }
    }
}
