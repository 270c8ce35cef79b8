using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>Which fields somebody else than <c>devstack</c> has set. A server-side apply without them leaves them as they are; with another value it is a conflict.</summary>
internal sealed class FieldOwners
{
    private const char Separator = '\n';
    private static readonly string[] s_serverFields = ["uid", "generation", "resourceVersion"];

    private readonly Dictionary<(string Path, string Field), string> _owners = [];

    /// <summary>Changes fields by a merge patch: who changes one owns it.</summary>
    public void Merge(string path, JsonObject item, JsonObject fields, string manager) => Merge(item, fields, "", field => _owners[(path, field)] = manager);

    /// <summary>Prepares an object to be the next one, and returns who else has set what it changes.</summary>
    public IReadOnlyList<string> Apply(string path, JsonObject? before, JsonObject item, bool isForced, bool isDryRun)
    {
        var conflicts = new List<string>();
        foreach (var (key, manager) in _owners.Where(owner => owner.Key.Path == path).ToList())
        {
            var (wanted, live) = (Find(item, key.Field), Find(before, key.Field));
            if (wanted is null && live is not null)
            {
                Set(item, key.Field, live.DeepClone());
            }
            else if (wanted is not null && !JsonNode.DeepEquals(wanted, live))
            {
                conflicts.Add($"conflict with \"{manager}\" using v1: {key.Field.Replace(Separator, '.')}");
                if (isForced && !isDryRun)
                {
                    _owners.Remove(key);
                }
            }
        }

        return isForced ? [] : conflicts;
    }

    /// <summary>An object without what the server notes for itself.</summary>
    public static JsonObject Plain(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        copy.Remove("looks");
        foreach (var field in s_serverFields)
        {
            copy["metadata"]!.AsObject().Remove(field);
        }

        if (copy["metadata"]!["annotations"] is JsonObject { Count: 0 })
        {
            copy["metadata"]!.AsObject().Remove("annotations");
        }

        return copy;
    }

    private static void Merge(JsonObject item, JsonObject fields, string prefix, Action<string> changed)
    {
        foreach (var (name, value) in fields)
        {
            var field = prefix + Separator + name;
            if (value is JsonObject inner)
            {
                Merge((item[name] ??= new JsonObject()).AsObject(), inner, field, changed);
            }
            else if (!JsonNode.DeepEquals(item[name], value))
            {
                item[name] = value?.DeepClone();
                if (value is null)
                {
                    item.Remove(name);
                }

                changed(field);
            }
        }
    }

    private static JsonNode? Find(JsonNode? item, string field) => field.Split(Separator)[1..].Aggregate(item, (node, name) => (node as JsonObject)?[name]);

    private static void Set(JsonObject item, string field, JsonNode value)
    {
        var names = field.Split(Separator)[1..];
        names[..^1].Aggregate(item, (node, name) => (node[name] ??= new JsonObject()).AsObject())[names[^1]] = value;
    }
}
