using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Document;

/// <summary>An object of a kind that an operator adds to a cluster, such as a Gateway or a ScaledObject.</summary>
public sealed class CustomObject : IKubernetesObject<V1ObjectMeta>
{
    /// <inheritdoc/>
    public required string ApiVersion { get; set; }

    /// <inheritdoc/>
    public required string Kind { get; set; }

    /// <inheritdoc/>
    public required V1ObjectMeta Metadata { get; set; }

    /// <summary>Its content: texts, numbers, lists and maps by text.</summary>
    public required IReadOnlyDictionary<string, object> Spec { get; set; }

    internal static SortedDictionary<string, object> Map(params (string Key, object Value)[] pairs)
    {
        var map = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            map[key] = value;
        }

        return map;
    }
}
