using System.CommandLine;
using Devstack.CommandLine.Stacks;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>stop</c>: ends the AppHost and the containers; data and containers stay.</summary>
internal sealed class StopCommand : Command
{
    public StopCommand(VerbContext context)
        : base("stop", "Stop the stack; its data stays.")
    {
        SetAction(async (result, cancellationToken) =>
        {
            var stack = (await context.LoadRunningAsync(result, cancellationToken)).Identity;
            return await new StackStop(stack, context.Engine, context.AppHosts, context.Terminal(result)).StopAsync(cancellationToken);
        });
    }
}
