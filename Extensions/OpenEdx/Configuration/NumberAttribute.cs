using System.Globalization;
using System.Text.Json.Nodes;

namespace Devstack.OpenEdx.Configuration;

/// <summary>A whole number with limits.</summary>
internal sealed class NumberAttribute(string what, int minimum, int maximum) : ValueRuleAttribute
{
    public override string Expected => $"{What} ({Minimum}-{Maximum})";

    public string What { get; } = what;

    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;

    public override bool Accepts(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= Minimum && number <= Maximum;

    public override void Describe(JsonObject schema)
    {
        schema["minimum"] = Minimum;
        schema["maximum"] = Maximum;
    }
}
