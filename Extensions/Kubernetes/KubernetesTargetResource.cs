using Devstack.Kubernetes.Files;
using Devstack.Kubernetes.Rules;
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

    /// <inheritdoc/>
    protected override IEnumerable<string> NextSteps(DeploymentDocument document)
    {
        var built = document.Workloads.Select(workload => workload.Image).Where(Containers.NeedsRegistry).Select(image => image.Reference).Distinct().Count();
        if (built > 0 && Options.ImageRegistry is null)
        {
            yield return $"{built} of its images are built, and a cluster can only pull. Name a registry and publish again (registry: in devstack.yaml, ImageRegistry in an AppHost), " +
                $"or name each image in the overlay; until then they are called {Containers.NoRegistry}/... Then push them: sh build/push.sh.";
        }
    }
}
