using System.CommandLine;
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

    public LogsCommand(VerbContext context)
        : base("logs", "Show what the containers print.")
    {
        Arguments.Add(_service);
        Options.Add(_follow);
        Options.Add(_tail);
        SetAction((result, cancellationToken) =>
            new StackLogs(context.Load(result).Identity, context.Engine, context.Terminal(result))
                .WriteAsync(result.GetValue(_service), result.GetValue(_follow), result.GetValue(_tail), cancellationToken));
    }
}
