using System.Globalization;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Data, and the folders that a container with a read-only root may write to.</summary>
internal static class Volumes
{
    // A new disk has a folder lost+found at its root, and a database refuses a folder that isn't empty.
    private const string DataFolder = "data";
    private const string ScratchLimit = "1Gi";

    public static IEnumerable<V1VolumeMount> Mount(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        foreach (var mount in workload.Mounts)
        {
            var isOwned = context.IsOwned(mount.Volume);
            if (isOwned && objects.Name != workload.Name)
            {
                continue; // a StatefulSet's own data is no other pod's
            }

            if (!isOwned && objects.Pod.Spec.Volumes.All(volume => volume.Name != mount.Volume))
            {
                objects.Pod.Spec.Volumes.Add(new() { Name = mount.Volume, PersistentVolumeClaim = new() { ClaimName = mount.Volume } });
            }

            yield return new() { Name = mount.Volume, MountPath = mount.Path, SubPath = isOwned ? DataFolder : null, ReadOnlyProperty = mount.IsReadOnly ? true : null };
        }

        foreach (var (folder, index) in ScratchOf(workload).Select((folder, index) => (folder, index)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"scratch-{index}-of-{workload.Name}");
            objects.Pod.Spec.Volumes.Add(new() { Name = name, EmptyDir = new() { SizeLimit = folder.Limit } });
            yield return new() { Name = name, MountPath = folder.Path };
        }
    }

    private static IEnumerable<(string Path, ResourceQuantity? Limit)> ScratchOf(WorkloadSpec workload) =>
    [
        .. (workload.ReadOnlyRoot?.Writable ?? []).Select(path => (path, (ResourceQuantity?)new ResourceQuantity(ScratchLimit))),
        .. (workload.ReadOnlyRoot?.OnDisk ?? []).Select(path => (path, (ResourceQuantity?)null)),
    ];

    /// <summary>The claims of a StatefulSet.</summary>
    public static List<V1PersistentVolumeClaim> ClaimsOf(KubernetesContext context, WorkloadSpec workload) =>
        [.. workload.Mounts.Where(mount => context.IsOwned(mount.Volume)).Select(mount => ClaimOf(context, mount.Volume, isShared: false))];

    /// <summary>The claims that stand on their own: for pods of several workloads, or for several pods of one.</summary>
    public static IEnumerable<V1PersistentVolumeClaim> Shared(KubernetesContext context) => context.Document.Volumes
        .Where(volume => !context.IsOwned(volume.Name) && volume.UsedBy.Any(name => !context.Proxies.Contains(name)))
        .Select(volume => ClaimOf(context, volume.Name, isShared: volume.UsedBy.Count > 1 || context.Workloads[volume.UsedBy[0]] is ServiceSpec));

    private static V1PersistentVolumeClaim ClaimOf(KubernetesContext context, string name, bool isShared)
    {
        var storage = context.Options.Storage;
        return new()
        {
            ApiVersion = "v1",
            Kind = "PersistentVolumeClaim",
            Metadata = context.Metadata(name),
            Spec = new()
            {
                AccessModes = [isShared ? "ReadWriteMany" : "ReadWriteOnce"],
                StorageClassName = isShared ? storage.SharedClassName : storage.ClassName,
                Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new(storage.Sizes.TryGetValue(name, out var size) ? size : storage.Size) } },
            },
        };
    }
}
