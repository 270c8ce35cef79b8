using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Devstack.CommandLine.Verbs;
using Devstack.Tests;
using Xunit;

namespace Devstack.CommandLine.Tests;

/// <summary>Each <c>./devstack</c> command in the documentation is one that the command line takes.</summary>
public partial class DocumentedCommandsTests
{
    private static readonly string[] Folders = ["docs", "samples"];

    [Fact]
    public void EachCommandInTheDocumentationIsUnderstood()
    {
        var root = DevstackVerbs.Create(
            new() { Engine = new FakeEngine(), AppHosts = new FakeAppHosts(TestFolders.NewStack(), _ => Task.CompletedTask) }, []);
        var commands = Documents().SelectMany(Commands).Distinct().ToList();

        var mistakes = commands
            .Where(command => root.Parse(CommandLineParser.SplitCommandLine(command.Words).Skip(1).ToArray()).Errors.Count > 0)
            .Select(command => $"{command.Document}: {command.Words}");

        Assert.True(commands.Count > 10, "The documentation's commands were not found.");
        Assert.Empty(mistakes);
    }

    private static IEnumerable<string> Documents() =>
    [
        // The change log names verbs, not commands.
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Where(path => Path.GetFileName(path) != "CHANGELOG.md"),
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathTo(folder), "*.md", SearchOption.AllDirectories))
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal)),
    ];

    // In a code block a command has a line of its own, up to a comment; in a sentence it stands between backquotes.
    private static IEnumerable<(string Document, string Words)> Commands(string path)
    {
        var text = File.ReadAllText(path);
        return OwnLine().Matches(text).Concat(InSentence().Matches(text))
            .Select(match => match.Groups["words"].Value.Trim())
            // A pattern, not a command: it stands for several.
            .Where(words => words.IndexOfAny(['[', '<', '…', '|', '&']) < 0 && !words.Contains("...", StringComparison.Ordinal))
            .Select(words => (Path.GetRelativePath(Repository.Root, path), words));
    }

    [GeneratedRegex(@"^ {0,8}(?<words>\./devstack(?: [^#\n]*?)?)\s*(?: #.*)?$", RegexOptions.Multiline)]
    private static partial Regex OwnLine();

    [GeneratedRegex("`(?<words>\\./devstack [^`\\n]+)`")]
    private static partial Regex InSentence();
}
