using System.CommandLine;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Stacks;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>run</c>: starts the stack, in this process or in the background.</summary>
internal sealed class RunCommand : Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Option<bool> _detach = new("--detach", "-d") { Description = "Run in the background, without this terminal." };
    private readonly Option<bool> _wait = new("--wait") { Description = "With --detach: return when everything is ready, or why it isn't." };
    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "With --wait: how long to wait, e.g. 90s or 1h. Default 10m.",
        HelpName = "DURATION",
        CustomParser = result => Durations.Parse(result),
    };

    public RunCommand(VerbContext context)
        : base("run", "Start the stack and show its addresses.")
    {
        Options.Add(_detach);
        Options.Add(_wait);
        Options.Add(_timeout);
        Options.Add(context.Words.WaitForDebugger);
        Validators.Add(result =>
        {
            if (result.GetValue(_wait) && !result.GetValue(_detach))
            {
                result.AddError("--wait goes with --detach: in the foreground, run shows by itself when everything is ready.");
            }
        });
        SetAction(async (result, cancellationToken) =>
        {
            var stack = context.Load(result);
            if (!result.GetValue(_detach))
            {
                await StackRun.RefuseSecondAsync(stack.Identity, cancellationToken);
                return VerbContext.GoOnInThisProcess;
            }

            var wait = result.GetValue(_wait) ? result.GetValue(_timeout) ?? Patience : (TimeSpan?)null;
            var run = new DetachedRun(stack.Identity, context.AppHosts, context.Terminal(result), TimeProvider.System);
            return await run.RunAsync(stack.Selection.ToArguments(), wait, cancellationToken);
        });
    }
}
