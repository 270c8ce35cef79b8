using System.CommandLine;
using Devstack.CommandLine.Secrets;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>secrets</c>: which there are, and new values for them. The model, which knows them, is built in this process and not started.</summary>
internal sealed class SecretsCommand : Command
{
    private readonly FormatOption _format = new();
    private readonly Argument<string> _name = new("name") { Description = "The secret, see 'secrets list'.", HelpName = "NAME" };
    private readonly Command _list = new("list", "List the secrets: what each is for, and where its value comes from. Shows no value.");
    private readonly Command _rotate = new("rotate", "Give a secret a new value, in its server as well, and start the stack again when it runs.");
    private readonly Command _set = new("set", "Give a secret a value of your own, which is asked for or read from standard input.");

    /// <param name="context">What the verbs need; <see langword="null"/> when words are only read.</param>
    public SecretsCommand(VerbContext? context)
        : base("secrets", "List, rotate and set the secrets of the stack.")
    {
        _list.Options.Add(_format);
        foreach (var command in new[] { _list, _rotate, _set })
        {
            Subcommands.Add(command);
            command.SetAction(result =>
            {
                context?.Load(result);
                return VerbContext.GoOnInThisProcess;
            });
        }

        _rotate.Arguments.Add(_name);
        _set.Arguments.Add(_name);
    }

    /// <summary>What is asked; <see langword="null"/> when it is another verb.</summary>
    public SecretsRequest? Read(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return command == _list ? new(SecretsAction.List, AsJson: _format.IsJson(result))
            : command == _rotate ? new(SecretsAction.Rotate, result.GetRequiredValue(_name))
            : command == _set ? new(SecretsAction.Set, result.GetRequiredValue(_name))
            : null;
    }
}
