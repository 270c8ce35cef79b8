using System.CommandLine;
using Devstack.CommandLine.Shells;

namespace Devstack.CommandLine.Verbs.Shells;

/// <summary>A verb that runs one command in a container, in the foreground, and ends as that command does.</summary>
internal abstract class ContainerCommand : Command, IPassesWordsOn, IForegroundVerb
{
    private readonly VerbContext _context;

    protected ContainerCommand(VerbContext context, string name, string description)
        : base(name, description) => _context = context;

    public virtual int OwnWords => 1;

    protected Argument<string[]> Words { get; } = new("arguments") { HelpName = "ARGUMENTS", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Sets what the verb does: the service, and the command in its container.</summary>
    protected void Runs(Func<ParseResult, (string Service, IReadOnlyList<string> Command)> command) =>
        SetAction(async (result, cancellationToken) =>
        {
            var (service, words) = command(result);
            var stack = (await _context.LoadRunningAsync(result, cancellationToken)).Identity;
            return await new ContainerShell(stack, _context.Engine, _context.Foreground).RunAsync(service, words, cancellationToken);
        });
}

/// <summary>A verb whose program gets the signals: nothing may end this process before it.</summary>
internal interface IForegroundVerb;
