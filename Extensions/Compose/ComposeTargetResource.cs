using Devstack.Compose.Deploying;
using Devstack.Compose.Files;
using Devstack.Compose.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Publishing.Targets;

namespace Devstack.Compose;

/// <summary>Docker Compose on one server.</summary>
/// <param name="name">The target's name, and that of its folder in the output.</param>
public sealed class ComposeTargetResource(string name) : PublishTargetResource(name), IDeployableTarget
{
    /// <inheritdoc/>
    protected override IReadOnlyList<PublishedFile> Render(DeploymentDocument document) => ComposeOutput.Render(document);

    /// <inheritdoc/>
    protected override IEnumerable<string> NextSteps(DeploymentDocument document) => UnknownStarts.Warnings(document);

    /// <inheritdoc/>
    public Task DeployAsync(DeployRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ComposeDeployment.RunAsync(request, cancellationToken);
    }
}
