using System.Globalization;
using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Deploying;

/// <summary>What an object would change in the cluster, field by field.</summary>
internal static class Differences
{
    // What the server notes for itself.
    private static readonly string[] s_serverFields = ["managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink"];

    /// <summary>The lines for one object; none when nothing changes.</summary>
    /// <param name="item">The object.</param>
    /// <param name="before">As it is now; <see langword="null"/> when it isn't there.</param>
    /// <param name="after">As it would be.</param>
    public static IReadOnlyList<string> Of(Manifest item, JsonObject? before, JsonObject after)
    {
        if (before is null)
        {
            return [$"+ {item.Title}"];
        }

        var lines = new List<string>();
        Compare(Wanted(before), Wanted(after), "", item.Kind is "Secret", lines);
        return lines.Count == 0 ? [] : [$"~ {item.Title}", .. lines.Select(line => "    " + line)];
    }

    private static JsonObject Wanted(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        copy.Remove("status");
        foreach (var field in s_serverFields)
        {
            copy["metadata"]!.AsObject().Remove(field);
        }

        return copy;
    }

    private static void Compare(JsonNode? before, JsonNode? after, string path, bool isSecret, List<string> lines)
    {
        switch (before, after)
        {
            case (JsonObject left, JsonObject right):
                foreach (var key in left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key)).Order(StringComparer.Ordinal))
                {
                    Compare(left[key], right[key], path.Length == 0 ? key : $"{path}.{key}", isSecret, lines);
                }

                break;
            case (JsonArray left, JsonArray right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                {
                    Compare(i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), isSecret, lines);
                }

                break;
            case var _ when !JsonNode.DeepEquals(before, after):
                lines.Add($"{path}: {Text(before, isSecret)} -> {Text(after, isSecret)}");
                break;
        }
    }

    private static string Text(JsonNode? value, bool isSecret)
    {
        const int Most = 80;
        var text = value is null ? "nothing" : isSecret ? "***" : value.ToJsonString();
        return text.Length > Most ? text[..Most] + "..." : text;
    }
}
