using System.CommandLine;
using Devstack.CommandLine.Stacks;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>status</c>: what runs and how it is.</summary>
internal sealed class StatusCommand : Command
{
    private readonly FormatOption _format = new();

    public StatusCommand(VerbContext context)
        : base("status", "Show the state of every service and job, and the addresses.")
    {
        Options.Add(_format);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = (await context.LoadRunningAsync(result, cancellationToken)).Identity;
            return await new StackReport(stack, context.Terminal(result)).WriteAsync(_format.IsJson(result), cancellationToken);
        });
    }
}
