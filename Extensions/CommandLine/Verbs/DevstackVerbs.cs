using System.CommandLine;
using System.CommandLine.Help;
using Devstack.CommandLine.Output;

namespace Devstack.CommandLine.Verbs;

/// <summary>The whole command line, from words to an exit code.</summary>
internal static class DevstackVerbs
{
    /// <summary>What people type.</summary>
    public const string Name = "./devstack";

    // The same in every terminal and pipe.
    private const int HelpWidth = 100;

    /// <summary>All verbs.</summary>
    public static Command Create(VerbContext context, IEnumerable<Command> others)
    {
        // Not a RootCommand: that is called as the process is, and people type ./devstack.
        var root = new Command(Name, "Open edX on this machine, from one description that is also published for production.");
        root.Options.Add(new HelpOption { Description = "Show help.", Action = new HelpAction { MaxWidth = HelpWidth } });
        root.Options.Add(new VersionOption { Description = "Show Devstack's version." });
        context.Words.AddTo(root);
        root.Subcommands.Add(new RunCommand(context));
        root.Subcommands.Add(new PlanCommand(context));
        root.Subcommands.Add(new StatusCommand(context));
        root.Subcommands.Add(new LogsCommand(context));
        root.Subcommands.Add(new StopCommand(context));
        root.Subcommands.Add(new ResetCommand(context));
        root.Subcommands.Add(new ReleasesCommand(context));
        root.Subcommands.Add(new ConfigCommand(context));
        root.Subcommands.Add(new VerifyCommand());
        foreach (var other in others)
        {
            root.Subcommands.Add(other);
        }

        return root;
    }

    /// <summary>Carries out a verb; <see langword="null"/> when the model is to be built and run in this process.</summary>
    public static async Task<int?> TryRunAsync(string[] args, VerbContext context, IEnumerable<Command> others, Terminal terminal)
    {
        try
        {
            if (!DevstackArguments.IsVerb(args))
            {
                StackSettings.Load(DevstackArguments.Split(args).Selection);
                return null;
            }

            var parsed = Create(context, others).Parse(args);
            if (parsed.Errors.Count > 0)
            {
                await terminal.Error.WriteLineAsync(UsageErrors.Of(parsed));
                return ExitCodes.WrongUsage;
            }

            var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = terminal.Output,
                Error = terminal.Error,
            });
            return exitCode == VerbContext.GoOnInThisProcess ? null : exitCode;
        }
        catch (Exception error) when (ErrorTexts.Of(error) is { })
        {
            var (text, exitCode) = ErrorTexts.Of(error)!.Value;
            await terminal.Error.WriteLineAsync(text);
            return exitCode;
        }
    }

    /// <summary>The stack that is meant, and what is Aspire's, for a call that goes on in this process.</summary>
    public static DevstackArguments Read(string[] args)
    {
        if (!DevstackArguments.IsVerb(args))
        {
            return DevstackArguments.Split(args);
        }

        var words = new StackWords();
        var root = new Command(Name);
        words.AddTo(root);
        root.Subcommands.Add(new Command("run"));
        var format = new FormatOption();
        root.Subcommands.Add(new Command(PlanCommand.Verb) { format });
        var parsed = root.Parse(args);
        return new(words.Read(parsed), []) { Preview = parsed.CommandResult.Command.Name == PlanCommand.Verb ? new(format.IsJson(parsed)) : null };
    }
}
