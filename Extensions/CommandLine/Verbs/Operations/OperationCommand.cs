using System.CommandLine;
using Devstack.CommandLine.Output;
using Devstack.OpenEdx.Operations;

namespace Devstack.CommandLine.Verbs.Operations;

/// <summary>The verb of an operation: its inputs are arguments and options, its secrets are asked for.</summary>
internal sealed class OperationCommand : Command
{
    private readonly VerbContext _context;
    private readonly IPlatformOperation _operation;
    private readonly Dictionary<string, Func<ParseResult, string?>> _values = [];

    public OperationCommand(VerbContext context, IPlatformOperation operation, string word)
        : base(word, operation.Description)
    {
        _context = context;
        _operation = operation;
        foreach (var input in operation.Inputs.Where(input => input.Kind is not OperationInputKind.Secret))
        {
            Add(input);
        }

        SetAction(RunAsync);
    }

    private void Add(OperationInput input)
    {
        var description = input.Label + ".";
        if (input.IsArgument)
        {
            var argument = new Argument<string?>(input.Name)
            {
                Description = description,
                HelpName = input.Among.Count > 0 ? string.Join('|', input.Among) : input.Name.ToUpperInvariant(),
                Arity = input.Required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
            };
            if (input.Among.Count > 0)
            {
                argument.AcceptOnlyFromAmong([.. input.Among]);
            }

            Arguments.Add(argument);
            _values[input.Name] = result => result.GetValue(argument);
        }
        else if (input.Kind is OperationInputKind.Choice)
        {
            var option = new Option<bool>($"--{input.Name}") { Description = description };
            Options.Add(option);
            _values[input.Name] = result => result.GetValue(option) ? "true" : "false";
        }
        else
        {
            var option = new Option<string?>($"--{input.Name}") { Description = description, HelpName = input.Name.ToUpperInvariant(), Required = input.Required };
            Options.Add(option);
            _values[input.Name] = result => result.GetValue(option);
        }
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        // What asks before it begins takes something away: which stack's isn't guessed.
        var (selection, settings, stack) = _operation.Confirmation.Length > 0 ? _context.Load(result) : await _context.LoadRunningAsync(result, cancellationToken);
        var terminal = _context.Terminal(result);
        if (_operation.Confirmation.Length > 0 && !selection.Yes && !await terminal.ConfirmAsync($"{_operation.Confirmation} Go on?", cancellationToken))
        {
            await terminal.Error.WriteLineAsync("Nothing was done.");
            return ExitCodes.Failed;
        }

        var options = settings.Configuration.Options;
        var values = _operation.Inputs.ToDictionary(
            input => input.Name,
            input => input.Kind is OperationInputKind.Secret ? _context.Secrets.Read(input.Label, terminal) : _values[input.Name](result) ?? input.Default ?? "");
        var gate = new Lock();
        // By its name: which objects there are may depend on the configuration.
        return await PlatformOperations.Of(options).Single(operation => operation.Name == _operation.Name)
            .RunAsync(new OperationContext(stack, _context.Engine, options, Line), values, cancellationToken);

        void Line(string line)
        {
            lock (gate)
            {
                terminal.Output.WriteLine(line);
            }
        }
    }
}
