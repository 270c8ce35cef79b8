using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Shows values on one line.</summary>
internal static class ConfigurationText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ConfigurationNode node) => node switch
    {
        ScalarNode { IsNull: true } => "(default)",
        ScalarNode scalar => scalar.Text,
        _ => node.ToJson()!.ToJsonString(Readable),
    };

    public static string OfDefault(object? value) => value switch
    {
        null => "(none)",
        string text => text,
        bool boolean => boolean ? "true" : "false",
        Enum name => JsonNamingPolicy.CamelCase.ConvertName(name.ToString()),
        IEnumerable => "(none)",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
