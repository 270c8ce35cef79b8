using System.CommandLine;
using System.CommandLine.Help;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Verbs.CheckoutVerbs;
using Devstack.CommandLine.Verbs.Debugging;
using Devstack.CommandLine.Verbs.Operations;
using Devstack.CommandLine.Verbs.Shells;
using Devstack.CommandLine.Verbs.Tests;

namespace Devstack.CommandLine.Verbs;

/// <summary>The whole command line, from words to an exit code.</summary>
internal static class DevstackVerbs
{
    /// <summary>What people type.</summary>
    public const string Name = "./devstack";

    // The same in every terminal and pipe.
    private const int HelpWidth = 100;

    // System.CommandLine's own default, for verbs that end by their cancellation token.
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PatienceForCleaningUp = TimeSpan.FromSeconds(60);

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
        foreach (var verb in ShellVerbs.All(context))
        {
            root.Subcommands.Add(verb);
        }

        OperationVerbs.AddTo(root, context);
        root.Subcommands.Add(new TestCommand(context));
        root.Subcommands.Add(new DebugCommand(context));
        root.Subcommands.Add(new CheckoutCommand(context));
        root.Subcommands.Add(new OpenCommand(context));
        root.Subcommands.Add(new PublishCommand(context));
        root.Subcommands.Add(new DeployCommand(context));
        root.Subcommands.Add(new ReleasesCommand(context));
        root.Subcommands.Add(new UpgradeCommand(context));
        root.Subcommands.Add(new ConfigCommand(context));
        root.Subcommands.Add(new SecretsCommand(context));
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

            var root = Create(context, others);
            var parsed = root.Parse(PassThrough.Mark(args, root));
            if (parsed.Errors.Count > 0)
            {
                await terminal.Error.WriteLineAsync(UsageErrors.Of(parsed));
                return ExitCodes.WrongUsage;
            }

            var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = parsed.CommandResult.Command switch
                {
                    IForegroundVerb => null,
                    ICleansUp => PatienceForCleaningUp,
                    _ => PatienceAtTheEnd,
                },
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
        root.Subcommands.Add(new Command("run") { words.WaitForDebugger });
        var format = new FormatOption();
        root.Subcommands.Add(new Command(PlanCommand.Verb) { format });
        var (publish, published) = (new Command(PublishCommand.Verb), new PublishWords());
        published.AddTo(publish);
        root.Subcommands.Add(publish);
        var (deploy, deployed) = (new Command(DeployCommand.Verb), new DeployWords());
        deployed.AddTo(deploy);
        root.Subcommands.Add(deploy);
        var secrets = new SecretsCommand(context: null);
        root.Subcommands.Add(secrets);
        var parsed = root.Parse(args);
        var request = parsed.CommandResult.Command == publish ? published.Read(parsed) : parsed.CommandResult.Command == deploy ? deployed.Read(parsed) : null;
        return new(words.Read(parsed), request?.ForAspire ?? [])
        {
            Preview = parsed.CommandResult.Command.Name == PlanCommand.Verb ? new(format.IsJson(parsed)) : null,
            Secrets = secrets.Read(parsed),
            Publish = request,
        };
    }
}
