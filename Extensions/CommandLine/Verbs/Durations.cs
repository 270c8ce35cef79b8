using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Devstack.CommandLine.Verbs;

/// <summary>Reads lengths of time as people type them: <c>90s</c>, <c>10m</c>, <c>1h30m</c>.</summary>
internal static partial class Durations
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var match = Pattern().Match(text);
        if (!match.Success || text.Length == 0)
        {
            return false;
        }

        duration = TimeSpan.FromHours(Part(1)) + TimeSpan.FromMinutes(Part(2)) + TimeSpan.FromSeconds(Part(3));
        return duration > TimeSpan.Zero;

        int Part(int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>For an option's <c>CustomParser</c>.</summary>
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!TryParse(text, out var duration))
        {
            result.AddError($"'{text}' isn't a length of time. Write for example 90s, 10m or 1h30m.");
        }

        return duration;
    }

    [GeneratedRegex("^(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s)?$")]
    private static partial Regex Pattern();
}
