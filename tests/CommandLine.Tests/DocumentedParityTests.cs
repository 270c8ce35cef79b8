using System.Text.RegularExpressions;
using Devstack.OpenEdx.Configuration;
using Devstack.Tests;
using Xunit;

namespace Devstack.CommandLine.Tests;

/// <summary>The pages for people who come from elsewhere name all that they know, each once, and nothing that isn't there.</summary>
/// <remarks>That the commands in them are understood is what <see cref="DocumentedCommandsTests"/> asks of every page.</remarks>
public partial class DocumentedParityTests
{
    private const string Tutor = "coming-from-tutor.md";

    [Theory]
    [InlineData("coming-from-devstack.md", "make target", "devstack-targets.txt")]
    [InlineData(Tutor, "Commands", "tutor-commands.txt")]
    [InlineData(Tutor, "Configuration keys", "tutor-keys.txt")]
    public void EachNameHasItsRow(string document, string section, string list)
    {
        var expected = File.ReadAllLines(Repository.PathTo("tests", "CommandLine.Tests", "Parity", list)).Where(name => name.Length > 0).Order(StringComparer.Ordinal);

        var rows = Rows(document, section);

        Assert.Equal(expected, rows.Select(row => row.Name).Order(StringComparer.Ordinal));
        // An answer that is no says why.
        Assert.DoesNotContain(rows, row => row.Answer.Length < 4 || row.Answer is "No" or "Not needed");
    }

    [Theory]
    [InlineData("release", true)]
    [InlineData("external.mysql.host", true)]
    [InlineData("ports.lms", true)]
    [InlineData("external.mysql.hots", false)]
    [InlineData("realease", false)]
    public void AKeyIsOneThatTheConfigurationTakes(string key, bool isOne) => Assert.Equal(isOne, IsKey(key));

    [Fact]
    public void EachKeyInThePlaceOfTutorsIsOneOfOurs()
    {
        var keys = Rows(Tutor, "Configuration keys").SelectMany(row => Key().Matches(row.Answer)).Select(match => match.Groups["key"].Value).Distinct().ToList();

        Assert.True(keys.Count > 40, "The keys were not found.");
        Assert.Empty(keys.Where(key => !IsKey(key)));
    }

    private static bool IsKey(string key)
    {
        using var schema = System.Text.Json.JsonDocument.Parse(ConfigurationSchema.Write());
        var place = schema.RootElement;
        foreach (var part in key.Split('.'))
        {
            if (place.TryGetProperty("properties", out var properties))
            {
                if (!properties.TryGetProperty(part, out place))
                {
                    return false;
                }
            }
            else if (!place.TryGetProperty("additionalProperties", out place))
            {
                return false;
            }
        }

        return true;
    }

    private static IReadOnlyList<(string Name, string Answer)> Rows(string document, string section)
    {
        var text = File.ReadAllText(Repository.PathTo("docs", document));
        var start = text.IndexOf(section, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{document} has no {section}.");
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return [.. Row().Matches(end < 0 ? text[start..] : text[start..end]).Select(row => (row.Groups["name"].Value, row.Groups["answer"].Value))];
    }

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \| (?<answer>.*?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    // A path or a file has a slash or a dot before its ending; a key is camel case.
    [GeneratedRegex("`(?<key>[a-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9-]+)*)`")]
    private static partial Regex Key();
}
