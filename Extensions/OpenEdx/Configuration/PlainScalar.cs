using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Devstack.OpenEdx.Configuration;

/// <summary>What a text without quotes means in YAML: the core schema of YAML 1.2, in which <c>yes</c> is a text.</summary>
internal static partial class PlainScalar
{
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static bool? ToBoolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    public static JsonNode? ToJson(string text)
    {
        if (IsNull(text))
        {
            return null;
        }

        if (ToBoolean(text) is { } boolean)
        {
            return JsonValue.Create(boolean);
        }

        if (Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return JsonValue.Create(number);
        }

        // Decimal first, it keeps 1.0 apart from 1. What JSON has no number for (.inf, hexadecimal, 1e999) stays a text.
        if (Real().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
        {
            return JsonValue.Create(exact);
        }

        return Real().IsMatch(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? JsonValue.Create(real)
            : JsonValue.Create(text);
    }

    [GeneratedRegex(@"^[-+]?[0-9]+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Real();
}
