using System.CommandLine;
using Devstack.CommandLine.Stacks;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>reset</c>: deletes the stack's containers, and its data when told so.</summary>
internal sealed class ResetCommand : Command
{
    private readonly Option<bool> _volumes = new("--volumes") { Description = "Delete the data too: databases, uploads, indexes." };

    public ResetCommand(VerbContext context)
        : base("reset", "Delete the stack's containers; with --volumes its data too. Asks first.")
    {
        Options.Add(_volumes);
        SetAction((result, cancellationToken) =>
        {
            // What is deleted is named, never guessed.
            var stack = context.Load(result);
            var stop = new StackStop(stack.Identity, context.Engine, context.AppHosts, context.Terminal(result));
            return new StackReset(stack.Identity, context.Engine, stop, context.Terminal(result))
                .ResetAsync(result.GetValue(_volumes), stack.Selection.Yes, cancellationToken);
        });
    }
}
