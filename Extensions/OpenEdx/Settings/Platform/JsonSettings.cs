using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Turns what a user wrote into values of a settings document.</summary>
internal static class JsonSettings
{
    public static object? From(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => FromMap(map),
        JsonArray list => list.Select(From).ToList(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => Number(node.ToJsonString()),
        },
    };

    private static SettingsMap FromMap(JsonObject map)
    {
        var settings = new SettingsMap();
        foreach (var (name, value) in map)
        {
            settings[name] = From(value);
        }

        return settings;
    }

    // Decimal keeps 1.0 apart from 1, as Python does.
    private static object Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact
        : double.Parse(text, CultureInfo.InvariantCulture);
}
