using Devstack.Kubernetes.Files;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes;

/// <summary>A Kubernetes cluster, 1.30 or newer.</summary>
/// <param name="name">The target's name, and that of its folder in the output.</param>
public sealed class KubernetesTargetResource(string name) : PublishTargetResource(name)
{
    /// <summary>What the model doesn't say and a cluster needs to know.</summary>
    public KubernetesTargetOptions Options { get; } = new();

    /// <inheritdoc/>
    protected override IReadOnlyList<PublishedFile> Render(DeploymentDocument document) => KubernetesOutput.Render(document, Options);
}
