using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Configuration;
using Devstack.Publishing.Targets;

namespace Devstack.CommandLine.Running;

/// <summary>What is to be published, and where.</summary>
/// <param name="Target">The name of a target of the model; <see langword="null"/> for all.</param>
/// <param name="Folder">The output folder.</param>
/// <param name="Format">What a Kubernetes target writes; <see langword="null"/> for its own default.</param>
internal sealed record PublishRequest(string? Target, string Folder, string? Format = null)
{
    // KubernetesBuilderExtensions.FormatKey: the verbs know targets by their names only.
    private const string FormatKey = "Publish:Format";

    /// <summary>Set when it is deployed afterwards.</summary>
    public DeploymentRequest? Deployment { get; init; }

    /// <summary>The same for Aspire.</summary>
    public IReadOnlyList<string> ForAspire =>
        ["--operation", "publish", "--step", Target is null ? "publish" : $"publish-{Target}", "--output-path", Path.GetFullPath(Folder),
            .. Format is null ? Array.Empty<string>() : [$"--{FormatKey}", Format]];

    /// <summary>Refuses a target that the model hasn't.</summary>
    /// <exception cref="CommandFailedException">There is no such target, or none at all.</exception>
    public void Check(DistributedApplicationModel model)
    {
        var names = model.Resources.OfType<PublishTargetResource>().Select(target => target.Name).ToList();
        if (names.Count == 0)
        {
            throw new CommandFailedException("The AppHost has no target to publish to: call AddComposeTarget or AddKubernetesTarget in it.");
        }

        if (Target is not null && !names.Contains(Target))
        {
            throw new CommandFailedException(
                $"There is no target '{Target}'.{NearestName.Question(Target, names)} There {(names.Count == 1 ? "is" : "are")}: {string.Join(", ", names)}.", ExitCodes.WrongUsage);
        }
    }
}
