using System.CommandLine;
using Devstack.CommandLine.Output;
using Devstack.OpenEdx.Configuration;

namespace Devstack.CommandLine.Verbs;

/// <summary>What is said about a command line that can't be understood: every mistake, the nearest word, where help is.</summary>
internal static class UsageErrors
{
    public static string Of(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var unknown = result.UnmatchedTokens.Select(word => Unknown(word, command)).ToList();
        // System.CommandLine says less about the same words.
        var others = result.Errors
            .Select(error => error.Message)
            .Where(message => !result.UnmatchedTokens.Any(word => message.Contains($"'{word}'", StringComparison.Ordinal)))
            .Where(message => unknown.Count == 0 || !message.StartsWith("Required command", StringComparison.Ordinal));
        var words = string.Join(' ', Chain(command).Select(parent => parent.Name).Reverse());
        return string.Join('\n', [.. unknown, .. others.Distinct(), $"See {words} --help"]);
    }

    private static string Unknown(string word, Command command)
    {
        if (word.StartsWith('-'))
        {
            var options = Chain(command).SelectMany(parent => parent.Options)
                .Where(option => !option.Hidden)
                .SelectMany(option => option.Aliases.Append(option.Name))
                .Where(name => name.StartsWith("--", StringComparison.Ordinal));
            return $"There is no option '{word}'.{NearestName.Question(word, options)}";
        }

        return command.Subcommands.Count > 0
            ? $"There is no verb '{word}'.{NearestName.Question(word, command.Subcommands.Select(verb => verb.Name))}"
            : $"'{word}' is one word too many.";
    }

    private static IEnumerable<Command> Chain(Command command)
    {
        for (Command? current = command; current is not null; current = current.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return current;
        }
    }
}
