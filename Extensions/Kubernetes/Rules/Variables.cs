using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>The environment. Secrets and settings come by reference; the kubelet puts them into longer values.</summary>
internal static class Variables
{
    /// <summary>The ConfigMap of the settings, whose name gets the hash of its content.</summary>
    public const string Settings = "settings";

    /// <summary>The ConfigMap of the settings for jobs, whose name stays: a Job can't be changed.</summary>
    public const string JobSettings = "job-settings";

    /// <summary>The key of a secret's value in its Secret.</summary>
    public const string PlainKey = "value";

    /// <summary>The key of its percent-encoded value.</summary>
    public const string UriKey = "uri";

    public static List<V1EnvVar> Of(KubernetesContext context, WorkloadSpec workload, bool isJob)
    {
        var parts = new SortedDictionary<string, V1EnvVar>(StringComparer.Ordinal);
        var variables = new List<V1EnvVar>();
        foreach (var argument in workload.Arguments)
        {
            AddParts(argument, parts, isJob);
        }

        foreach (var variable in workload.Environment)
        {
            if (variable.Value.Pieces is [ParameterPiece whole])
            {
                variables.Add(new() { Name = variable.Name, ValueFrom = SourceOf(whole, isJob) });
            }
            else
            {
                AddParts(variable.Value, parts, isJob);
                variables.Add(new() { Name = variable.Name, Value = Text(variable.Value) });
            }
        }

        // A reference finds only what stands before it.
        return [.. parts.Values, .. variables];
    }

    /// <summary>A value, with references for the parameters in it.</summary>
    public static string Text(Value value) => string.Concat(value.Pieces.Select(piece => piece switch
    {
        TextPiece text => KubernetesText.Literal(text.Text),
        ParameterPiece parameter => $"$({PartOf(parameter)})",
        _ => throw new NotSupportedException($"A piece of type {piece.GetType().Name}."),
    }));

    private static void AddParts(Value value, SortedDictionary<string, V1EnvVar> parts, bool isJob)
    {
        foreach (var parameter in value.Parameters)
        {
            parts[PartOf(parameter)] = new() { Name = PartOf(parameter), ValueFrom = SourceOf(parameter, isJob) };
        }
    }

    private static string PartOf(ParameterPiece piece) =>
        (piece.IsSecret ? "SECRET_" : "SETTING_") + KubernetesText.VariableOf(piece.Parameter) + (piece.Encoding is ValueEncoding.Uri ? "_URI" : "");

    private static V1EnvVarSource SourceOf(ParameterPiece piece, bool isJob) => piece.IsSecret
        ? new() { SecretKeyRef = new() { Name = piece.Parameter, Key = KeyOf(piece.Encoding) } }
        : new() { ConfigMapKeyRef = new() { Name = isJob ? JobSettings : Settings, Key = piece.Parameter } };

    /// <summary>The key of a Secret for an encoding.</summary>
    public static string KeyOf(ValueEncoding encoding) => encoding is ValueEncoding.Uri ? UriKey : PlainKey;
}
