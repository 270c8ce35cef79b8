using System.Globalization;
using System.Text;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Tests.Running;

/// <summary>The volumes of a pod as folders, with the owners and modes that the kubelet gives them: root's, and the group is the pod's.</summary>
internal sealed class PodVolumes(string root, string pod, V1PodSpec spec, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
{
    private const int DefaultMode = 420; // 0644

    private readonly Dictionary<string, string> _folders = [];

    public async Task MakeAsync(IEnumerable<string> claims)
    {
        var script = new StringBuilder("set -e\n");
        var group = spec.SecurityContext.FsGroup;
        foreach (var volume in spec.Volumes ?? [])
        {
            var folder = _folders[volume.Name] = volume.PersistentVolumeClaim is { } claim ? Path.Combine(root, "claims", claim.ClaimName) : Path.Combine(root, pod, volume.Name);
            Directory.CreateDirectory(folder);
            foreach (var (name, content, mode) in FilesOf(volume))
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
                script.Append(CultureInfo.InvariantCulture, $"chown 0:{group} '{folder}/{name}'\nchmod {Convert.ToString(mode, 8)} '{folder}/{name}'\n");
            }

            var isWritten = volume.EmptyDir is not null || volume.PersistentVolumeClaim is not null;
            script.Append(CultureInfo.InvariantCulture, $"chown 0:{group} '{folder}'\nchmod {(volume.EmptyDir is not null ? "2777" : isWritten ? "2775" : "0755")} '{folder}'\n");
        }

        foreach (var claim in claims)
        {
            _folders[claim] = Path.Combine(root, "claims", claim);
            script.Append(CultureInfo.InvariantCulture, $"mkdir -p '{_folders[claim]}'\nchown 0:{group} '{_folders[claim]}'\nchmod 2775 '{_folders[claim]}'\n");
        }

        // A folder inside of a volume is made like its parent.
        foreach (var mount in Pods.Containers(spec).SelectMany(container => container.VolumeMounts ?? []).Where(mount => mount.SubPath is not null))
        {
            var path = Path.Combine(_folders[mount.Name], mount.SubPath);
            if (!File.Exists(path))
            {
                script.Append(CultureInfo.InvariantCulture, $"mkdir -p '{path}'\nchown 0:{group} '{path}'\nchmod 2775 '{path}'\n");
            }
        }

        await Docker.RunAsync("run", "--rm", "--user", "0", "--volume", $"{root}:{root}", LocalImages.Helper, "sh", "-c", script.ToString());
    }

    public IEnumerable<string> ArgumentsOf(V1Container container) => (container.VolumeMounts ?? []).SelectMany(mount => new[]
    {
        "--mount",
        $"type=bind,source={(mount.SubPath is null ? _folders[mount.Name] : Path.Combine(_folders[mount.Name], mount.SubPath))},target={mount.MountPath}{(mount.ReadOnlyProperty is true ? ",readonly" : "")}",
    });

    private IEnumerable<(string Name, byte[] Content, int Mode)> FilesOf(V1Volume volume)
    {
        if (volume.ConfigMap is { } source)
        {
            var map = objects.OfType<V1ConfigMap>().Single(map => map.Metadata.Name == source.Name);
            var all = (map.Data ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value))
                .Concat(map.BinaryData ?? new Dictionary<string, byte[]>());
            foreach (var (key, content) in all)
            {
                yield return (key, content, source.Items?.FirstOrDefault(item => item.Key == key)?.Mode ?? source.DefaultMode ?? DefaultMode);
            }
        }

        foreach (var secret in volume.Projected?.Sources.Select(part => part.Secret).OfType<V1SecretProjection>() ?? [])
        {
            var data = objects.OfType<V1Secret>().Single(item => item.Metadata.Name == secret.Name).Data;
            foreach (var item in secret.Items)
            {
                yield return (item.Path, data[item.Key], item.Mode ?? volume.Projected!.DefaultMode ?? DefaultMode);
            }
        }
    }
}
