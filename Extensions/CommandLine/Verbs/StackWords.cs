using System.CommandLine;
using Devstack.OpenEdx.Configuration;

namespace Devstack.CommandLine.Verbs;

/// <summary>The options that every verb has.</summary>
internal sealed class StackWords
{
    private readonly Option<string?> _release = new("--release")
    {
        Description = "The Open edX release, e.g. verawood, master or miniature (see 'releases').",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "How much of the release runs: minimal, standard or full.",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = $"The configuration file. Without it: {DevstackConfigurationSources.DefaultFileName}, when there is one.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Set one configuration key; it wins over the file. May be repeated.",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        Recursive = true,
    };

    /// <summary>For <c>run</c> alone.</summary>
    public Option<string[]> WaitForDebugger { get; } = new("--wait-for-debugger")
    {
        Description = "Let a service wait at its start until a debugger is attached: lms, cms, lms-worker, cms-worker or one beside them, e.g. notes. May be repeated.",
        HelpName = "SERVICE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _yes = new("--yes")
    {
        Description = "Don't ask; install what is missing.",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_release);
        command.Options.Add(_profile);
        command.Options.Add(_config);
        command.Options.Add(_set);
        command.Options.Add(_yes);
    }

    public StackSelection Read(ParseResult result) => new()
    {
        Release = result.GetValue(_release),
        ConfigFile = result.GetValue(_config),
        Settings =
        [
            .. result.GetValue(_set) ?? [],
            .. StackSelection.OfProfile(result.GetValue(_profile)),
            .. Waiting(result.GetValue(WaitForDebugger) ?? []),
        ],
        Yes = result.GetValue(_yes),
    };

    private static string[] Waiting(string[] services) => services.Length > 0 ? [$"waitForDebugger=[{string.Join(", ", services)}]"] : [];
}
