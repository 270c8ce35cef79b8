using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Devstack.CommandLine.Stacks;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>logs</c>: what containers print.</summary>
internal sealed class LogsCommand : Command
{
    private readonly Argument<string?> _service = new("service")
    {
        Description = "A service or job, e.g. lms. Without it: all, each line with its service's name.",
        HelpName = "SERVICE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on printing until Ctrl+C." };
    private readonly Option<int?> _tail = new("--tail", "-n") { Description = "Only the last lines of each.", HelpName = "LINES" };
    private readonly Option<string?> _since = new("--since") { Description = "Only what is newer: an age such as 10m, or a time such as 2026-01-31T10:00:00.", HelpName = "TIME" };
    private readonly Option<Regex?> _grep = new("--grep")
    {
        Description = "Only lines that match a regular expression.",
        HelpName = "PATTERN",
        CustomParser = result =>
        {
            try
            {
                return new Regex(result.Tokens[0].Value, RegexOptions.NonBacktracking);
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException)
            {
                result.AddError($"'{result.Tokens[0].Value}' is no regular expression: {error.Message}");
                return null;
            }
        },
    };

    private readonly Option<LogSeverity?> _level = new("--level") { Description = "Only lines of this level or graver; lines without a level count as info.", HelpName = "debug|info|warning|error" };

    public LogsCommand(VerbContext context)
        : base("logs", "Show what the containers print.")
    {
        Arguments.Add(_service);
        Options.Add(_follow);
        Options.Add(_tail);
        Options.Add(_since);
        Options.Add(_grep);
        Options.Add(_level);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = (await context.LoadRunningAsync(result, cancellationToken)).Identity;
            return await new StackLogs(stack, context.Engine, context.Terminal(result))
                .WriteAsync(result.GetValue(_service), Selection(result), new(result.GetValue(_grep), result.GetValue(_level)), cancellationToken);
        });
    }

    private string[] Selection(ParseResult result) =>
    [
        .. result.GetValue(_follow) ? new[] { "--follow" } : [],
        .. result.GetValue(_tail) is { } lines ? new[] { "--tail", lines.ToString(CultureInfo.InvariantCulture) } : [],
        .. result.GetValue(_since) is { } since ? new[] { "--since", since } : [],
    ];
}
