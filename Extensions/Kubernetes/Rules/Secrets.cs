using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Files with a secret each, from Secrets by name: no manifest has a value.</summary>
internal static class Secrets
{
    // The group of the pod may read it; its owner is always root.
    private const int GroupMode = 288; // 0440

    public static IEnumerable<V1VolumeMount> Mount(WorkloadSpec workload, KubernetesWorkload objects)
    {
        if (workload.SecretFiles.Count == 0)
        {
            yield break;
        }

        var name = $"secrets-of-{workload.Name}";
        objects.Pod.Spec.Volumes.Add(new()
        {
            Name = name,
            Projected = new()
            {
                DefaultMode = GroupMode,
                Sources =
                [
                    .. workload.SecretFiles
                        .GroupBy(file => file.Secret)
                        .Select(files => new V1VolumeProjection
                        {
                            Secret = new()
                            {
                                Name = files.Key,
                                Items = [.. files.Select(file => (file.Encoding, Item: ItemOf(file))).Distinct().Select(file => new V1KeyToPath { Key = Variables.KeyOf(file.Encoding), Path = file.Item })],
                            },
                        }),
                ],
            },
        });
        foreach (var file in workload.SecretFiles)
        {
            yield return new() { Name = name, MountPath = file.Path, SubPath = ItemOf(file), ReadOnlyProperty = true };
        }
    }

    private static string ItemOf(SecretFileSpec file) => file.Encoding is ValueEncoding.Uri ? $"{file.Secret}-uri" : file.Secret;
}
