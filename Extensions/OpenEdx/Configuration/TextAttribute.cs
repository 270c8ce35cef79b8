using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Devstack.OpenEdx.Configuration;

/// <summary>A text of a certain form.</summary>
internal sealed class TextAttribute(string expected, string pattern) : ValueRuleAttribute
{
    public override string Expected { get; } = expected;

    /// <summary>A regular expression that JSON schema understands too.</summary>
    public string Pattern { get; } = pattern;

    public override bool Accepts(string text) => Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override void Describe(JsonObject schema) => schema["pattern"] = Pattern;
}
