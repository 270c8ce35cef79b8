using System.Text.Json;
using System.Text.Json.Nodes;

namespace Devstack.OpenEdx.Configuration;

/// <summary>The JSON schema of <c>devstack.yaml</c>: what an editor completes and checks with.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the schema (draft 2020-12) from the option classes and their documentation.</summary>
    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = DevstackConfigurationSources.DefaultFileName,
        };
        foreach (var (key, value) in Section(OptionShape.Root, new OptionDocumentation()).ToList())
        {
            schema[key] = value?.DeepClone();
        }

        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(SectionShape section, OptionDocumentation documentation) => new()
    {
        ["description"] = documentation.Of(section.Type),
        ["type"] = Nullable("object"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(section.Options.Select(option =>
        {
            var schema = Of(option.Shape, documentation);
            schema["description"] = documentation.Of(option.Property);
            return KeyValuePair.Create(option.Key, (JsonNode?)schema);
        })),
    };

    private static JsonObject Of(OptionShape shape, OptionDocumentation documentation) => shape switch
    {
        SectionShape section => Section(section, documentation),
        MapShape map => new() { ["type"] = Nullable("object"), ["additionalProperties"] = Of(map.Value, documentation) },
        ListShape list => new() { ["type"] = Nullable("array"), ["items"] = Item(list.Item) },
        ScalarShape scalar => Scalar(scalar),
        _ => new() { ["type"] = Nullable("object") },
    };

    private static JsonObject Item(ScalarShape shape)
    {
        var schema = Scalar(shape);
        schema["type"] = "string";
        return schema;
    }

    private static JsonObject Scalar(ScalarShape shape)
    {
        var schema = new JsonObject
        {
            ["type"] = Nullable(shape.Type == typeof(int) ? "integer" : shape.Type == typeof(bool) ? "boolean" : "string"),
        };
        if (shape.Type.IsEnum)
        {
            schema["enum"] = new JsonArray([.. shape.Names.Select(name => (JsonNode?)name), null]);
        }

        shape.Rule?.Describe(schema);
        return schema;
    }

    // An empty value goes back to the default.
    private static JsonArray Nullable(string type) => [type, "null"];
}
