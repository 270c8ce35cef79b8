using System.Text.Json;
using System.Text.RegularExpressions;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Writes single values and keys as YAML.</summary>
internal static partial class YamlText
{
    /// <summary>Plain where that reads back as the same text, in double quotes elsewhere (JSON's are YAML's).</summary>
    public static string Scalar(string text) => Plain().IsMatch(text) ? text : JsonSerializer.Serialize(text, Readable);

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // No indicator at the start, no ": " and " #", no blanks around, and nothing that ends a flow mapping.
    [GeneratedRegex(@"^[\p{L}\p{Nd}_/~+.](?:[\p{L}\p{Nd}_/.+@=~:-]*[\p{L}\p{Nd}_/.+@=~-])?(?: [\p{L}\p{Nd}_/.+@=~-]+)*$")]
    private static partial Regex Plain();
}
