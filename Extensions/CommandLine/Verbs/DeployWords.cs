using System.CommandLine;
using Devstack.CommandLine.Running;

namespace Devstack.CommandLine.Verbs;

/// <summary>The options of <c>deploy</c>.</summary>
internal sealed class DeployWords
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromMinutes(20);

    private readonly Option<string> _target = new("--target") { Description = "The target, by its name in the AppHost, e.g. compose or kubernetes.", HelpName = "NAME", Required = true };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = $"The folder that it is published into, with your overlays and secrets in it. Default: {PublishWords.DefaultFolder}.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _overlay = new("--overlay") { Description = "For Kubernetes, the overlay. Default: production.", HelpName = "NAME" };

    private readonly Option<string?> _context = new("--context") { Description = "For Kubernetes, the context of kubeconfig. Default: the current one.", HelpName = "NAME" };

    private readonly Option<string?> _host = new("--host")
    {
        Description = "The server for Docker Compose: ssh://user@host[:port][/folder]. Default: this machine.",
        HelpName = "ADDRESS",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token, ..] && !token.Value.StartsWith("ssh://", StringComparison.Ordinal))
                {
                    result.AddError($"'{token.Value}' is no address of a server; write --host ssh://user@host.");
                }
            },
        },
    };

    private readonly Option<bool> _diff = new("--diff") { Description = "Show what would change, and change nothing." };

    private readonly Option<bool> _force = new("--force-conflicts") { Description = "For Kubernetes, take over fields that somebody else has set." };

    private readonly Option<bool> _maintenance = new("--maintenance")
    {
        Description = "For Kubernetes, show a maintenance page and stop the services while jobs run: for an upgrade to another named release.",
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "How long everything may take to run. Default: 20m.",
        HelpName = "TIME",
        CustomParser = result => Durations.Parse(result),
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _target, _output, _host, _overlay, _context, _diff, _force, _maintenance, _timeout })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_host) is not null && result.GetResult(_context) is not null)
            {
                result.AddError("--host is for Docker Compose and --context for Kubernetes; name one of them.");
            }
        });
    }

    public PublishRequest Read(ParseResult result) => new(result.GetValue(_target), result.GetValue(_output) ?? PublishWords.DefaultFolder)
    {
        Deployment = new(
            result.GetValue(_overlay),
            result.GetValue(_host) ?? result.GetValue(_context),
            result.GetValue(_diff),
            result.GetValue(_force),
            result.GetValue(_maintenance),
            result.GetValue(_timeout) ?? s_defaultTimeout),
    };
}
