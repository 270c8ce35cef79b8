using System.CommandLine;
using Devstack.CommandLine.Running;

namespace Devstack.CommandLine.Verbs;

/// <summary>The options of <c>deploy</c>.</summary>
internal sealed class DeployWords
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromMinutes(20);

    private readonly Option<string> _target = new("--target") { Description = "The target, by its name in the AppHost, e.g. kubernetes.", HelpName = "NAME", Required = true };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = $"The folder that it is published into, with your overlays and secrets in it. Default: {PublishWords.DefaultFolder}.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _overlay = new("--overlay") { Description = "The overlay. Default: production.", HelpName = "NAME" };

    private readonly Option<string?> _context = new("--context") { Description = "The context of kubeconfig. Default: the current one.", HelpName = "NAME" };

    private readonly Option<bool> _diff = new("--diff") { Description = "Show what would change, and change nothing." };

    private readonly Option<bool> _force = new("--force-conflicts") { Description = "Take over fields that somebody else has set." };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "How long everything may take to run. Default: 20m.",
        HelpName = "TIME",
        CustomParser = result => Durations.Parse(result),
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _target, _output, _overlay, _context, _diff, _force, _timeout })
        {
            command.Options.Add(option);
        }
    }

    public PublishRequest Read(ParseResult result) => new(result.GetValue(_target), result.GetValue(_output) ?? PublishWords.DefaultFolder)
    {
        Deployment = new(result.GetValue(_overlay), result.GetValue(_context), result.GetValue(_diff), result.GetValue(_force), result.GetValue(_timeout) ?? s_defaultTimeout),
    };
}
