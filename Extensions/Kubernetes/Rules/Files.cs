using System.Security.Cryptography;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Open files as a ConfigMap whose name has the hash of its content: another content is another pod.</summary>
internal static class Files
{
    private const int HashLength = 10;
    private const int Mode = 292; // 0444
    private const int ExecutableMode = 365; // 0555
    private const int Limit = 1 << 20;

    public static IEnumerable<V1VolumeMount> Mount(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        if (workload.Files.Count == 0)
        {
            yield break;
        }

        var map = MapOf(context, workload);
        if (objects.Name == workload.Name)
        {
            objects.Files = map;
        }

        var name = $"files-of-{workload.Name}";
        objects.Pod.Spec.Volumes.Add(new()
        {
            Name = name,
            ConfigMap = new()
            {
                Name = map.Metadata.Name,
                DefaultMode = Mode,
                Items = workload.Files.Any(file => file.IsExecutable)
                    ? [.. workload.Files.Select(file => new V1KeyToPath { Key = KeyOf(file), Path = KeyOf(file), Mode = file.IsExecutable ? ExecutableMode : null })]
                    : null,
            },
        });
        foreach (var file in workload.Files)
        {
            yield return new() { Name = name, MountPath = file.Path, SubPath = KeyOf(file), ReadOnlyProperty = true };
        }
    }

    /// <summary>The name of a workload's ConfigMap.</summary>
    public static string NameOf(WorkloadSpec workload)
    {
        var text = new StringBuilder();
        foreach (var file in workload.Files)
        {
            text.Append(file.Path).Append('\t').Append(file.Hash).Append('\n');
        }

        return $"{workload.Name}-files-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..HashLength]}";
    }

    private static V1ConfigMap MapOf(KubernetesContext context, WorkloadSpec workload)
    {
        var map = new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = context.Metadata(workload, NameOf(workload)), Immutable = true };
        foreach (var file in workload.Files)
        {
            if (TextOf(file.Content) is { } text)
            {
                map.Data ??= new SortedDictionary<string, string>(StringComparer.Ordinal);
                map.Data[KeyOf(file)] = text;
            }
            else
            {
                map.BinaryData ??= new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
                map.BinaryData[KeyOf(file)] = file.Content.ToArray();
            }
        }

        var size = workload.Files.Sum(file => file.Content.Length + KeyOf(file).Length);
        if (size > Limit)
        {
            context.Problems.Add(workload.Name, $"has files of {size >> 10} KiB together, and a ConfigMap takes 1024. Put them into its image, or on a volume.");
        }

        return map;
    }

    private static string KeyOf(FileSpec file) =>
        string.Concat(file.Path.TrimStart('/').Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));

    private static string? TextOf(ReadOnlyMemory<byte> content)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content.Span);
            // YAML has no place for most control characters, and reads a carriage return as the end of a line.
            return text.All(letter => letter is '\n' or '\t' || !char.IsControl(letter)) && !text.StartsWith('\uFEFF') ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
