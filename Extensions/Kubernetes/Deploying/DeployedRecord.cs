using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Devstack.Kubernetes.Document;

namespace Devstack.Kubernetes.Deploying;

/// <summary>What was deployed last with success, kept in the cluster: where a failed deployment goes back to, and what a later one has to remove. Secrets aren't in it.</summary>
internal static class DeployedRecord
{
    private const string Key = "objects";
    private const string KeptInACluster = "Secret";
    private const int Limit = 1_000_000;

    /// <summary>The Secret that holds it, before it is filled.</summary>
    public static Manifest Empty(string space, string stack) => Manifest.Of(new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = $"{stack}-deployed",
            ["namespace"] = space,
            ["labels"] = new JsonObject(Labels.OfStack(stack).Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        },
        ["type"] = "devstack/deployed",
    });

    /// <summary>The objects that were deployed last; <see langword="null"/> when there was no deployment.</summary>
    public static IReadOnlyList<Manifest>? Read(JsonObject? secret)
    {
        if ((string?)secret?["data"]?[Key] is not { } text)
        {
            return null;
        }

        using var packed = new MemoryStream(Convert.FromBase64String(text));
        using var unpacked = new BrotliStream(packed, CompressionMode.Decompress);
        return [.. JsonNode.Parse(unpacked)!.AsArray().Select(item => Manifest.Of(item!.AsObject()))];
    }

    /// <summary>The record of objects; <see langword="null"/> when they are too many for one Secret.</summary>
    public static Manifest? Of(string space, string stack, IEnumerable<Manifest> objects)
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(stream, new JsonArray([.. objects.Where(item => item.Kind is not KeptInACluster).Select(item => item.Body.DeepClone())]));
        }

        var text = Convert.ToBase64String(packed.ToArray());
        if (text.Length > Limit)
        {
            return null;
        }

        var record = Empty(space, stack);
        record.Body["data"] = new JsonObject { [Key] = text };
        return record;
    }
}
