using System.CommandLine;
using Devstack.CommandLine.Running;

namespace Devstack.CommandLine.Verbs;

/// <summary>The options of <c>publish</c>, and what they are to Aspire.</summary>
internal sealed class PublishWords
{
    /// <summary>Where targets are written unless <c>--output</c> says otherwise.</summary>
    public const string DefaultFolder = "published";

    private readonly Option<string?> _target = new("--target")
    {
        Description = "The target, by its name in the AppHost, e.g. compose. Without it: all of them.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = $"The folder; each target writes into one of its own below it. Default: {DefaultFolder}.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _format = new Option<string?>("--format")
    {
        Description = "What a Kubernetes target writes: kustomize (manifests for kubectl apply -k) or helm (a chart). Default: kustomize.",
        HelpName = "FORMAT",
    }.AcceptOnlyFromAmong("kustomize", "helm");

    public void AddTo(Command command)
    {
        command.Options.Add(_target);
        command.Options.Add(_output);
        command.Options.Add(_format);
    }

    public PublishRequest Read(ParseResult result) => new(result.GetValue(_target), result.GetValue(_output) ?? DefaultFolder, result.GetValue(_format));
}
