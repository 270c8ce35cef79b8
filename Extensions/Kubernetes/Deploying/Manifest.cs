using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Devstack.Kubernetes.Deploying;

/// <summary>One object as it is sent to a cluster: of any kind, also of one that only an operator knows.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; <see langword="null"/> for an object of the whole cluster.</param>
/// <param name="Name">The name.</param>
/// <param name="Body">The object.</param>
internal sealed record Manifest(string ApiVersion, string Kind, string? Namespace, string Name, JsonObject Body)
{
    /// <summary>What it is called in what people read.</summary>
    public string Title => $"{Kind} {Name}";

    /// <summary>The same for the same object.</summary>
    public (string ApiVersion, string Kind, string? Namespace, string Name) Key => (ApiVersion, Kind, Namespace, Name);

    /// <summary>The init containers of its pods, if it has pods.</summary>
    public IEnumerable<JsonObject> InitContainers =>
        ((Body["spec"]?["template"] ?? Body["spec"]?["jobTemplate"]?["spec"]?["template"])?["spec"]?["initContainers"]?.AsArray() ?? []).OfType<JsonObject>();

    /// <summary>An object from its JSON.</summary>
    public static Manifest Of(JsonObject body)
    {
        var metadata = body["metadata"]!;
        return new((string)body["apiVersion"]!, (string)body["kind"]!, (string?)metadata["namespace"], (string)metadata["name"]!, body);
    }

    /// <summary>The objects of a text in YAML, in its order.</summary>
    public static IReadOnlyList<Manifest> ReadAll(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().Select(root => Of((JsonObject)Json(root)!))];
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new NotSupportedException($"YAML of type {node.GetType().Name}."),
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        // What is too great for a number is text to kubectl, too, which therefore writes it without quotes: a hash such as 12e4567.
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
