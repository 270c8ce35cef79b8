using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Deploying.Maintenance;

/// <summary>Fields that are other ones for as long as a maintenance takes: pods, schedules, where routes lead. What they were stands in an annotation of the
/// object, by the same request that changes them, so that whoever comes after an interruption can put it back.</summary>
internal sealed class TakenAway(ClusterApi cluster)
{
    /// <summary>The annotation: the fields as they were, as a merge patch that brings them back.</summary>
    public const string Annotation = "devstack.before-maintenance";

    /// <summary>Whether an object is as a maintenance has left it.</summary>
    public static bool Is(JsonObject live) => Before(live) is not null;

    /// <summary>Changes fields, and notes what they were; what has been noted already stays.</summary>
    public async Task<JsonObject> TakeAsync(Manifest item, JsonObject live, JsonObject fields, CancellationToken cancellationToken)
    {
        var change = fields.DeepClone().AsObject();
        if (!Is(live))
        {
            AnnotationsOf(change)[Annotation] = Inverse(live, fields).ToJsonString();
        }

        return await cluster.ChangeAsync(item, change, cancellationToken);
    }

    /// <summary>Puts back what was noted, but for what a manifest says itself.</summary>
    /// <param name="item">The object.</param>
    /// <param name="live">As it is now.</param>
    /// <param name="manifest">What has just been applied to it; empty to put back all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<JsonObject> BringBackAsync(Manifest item, JsonObject live, JsonObject manifest, CancellationToken cancellationToken)
    {
        var fields = Without(JsonNode.Parse(Before(live)!)!.AsObject(), manifest);
        AnnotationsOf(fields)[Annotation] = null;
        return await cluster.ChangeAsync(item, fields, cancellationToken);
    }

    private static string? Before(JsonObject live) => (string?)live["metadata"]?["annotations"]?[Annotation];

    private static JsonObject AnnotationsOf(JsonObject fields)
    {
        var metadata = (fields["metadata"] ??= new JsonObject()).AsObject();
        return (metadata["annotations"] ??= new JsonObject()).AsObject();
    }

    // Lists are one value, as in a merge patch.
    private static JsonObject Inverse(JsonNode? live, JsonObject fields) => new(fields.Select(field => KeyValuePair.Create(
        field.Key,
        field.Value is JsonObject inner ? Inverse(live?[field.Key], inner) : live?[field.Key]?.DeepClone())));

    private static JsonObject Without(JsonObject fields, JsonNode? manifest) => new(fields
        .Where(field => field.Value is JsonObject || manifest?[field.Key] is null)
        .Select(field => KeyValuePair.Create(field.Key, field.Value is JsonObject inner ? Without(inner, manifest?[field.Key]) : field.Value?.DeepClone())));
}
