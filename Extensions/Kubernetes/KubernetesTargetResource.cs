using Devstack.Kubernetes.Deploying;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Files;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Publishing.Targets;
using k8s;
using k8s.Exceptions;

namespace Devstack.Kubernetes;

/// <summary>A Kubernetes cluster, 1.30 or newer.</summary>
/// <param name="name">The target's name, and that of its folder in the output.</param>
public sealed class KubernetesTargetResource(string name) : PublishTargetResource(name), IDeployableTarget
{
    // Init containers that wait without a right in the cluster, preStop by sleep, topology: all stable since then.
    private static readonly Version s_oldest = new(1, 30);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

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

    /// <inheritdoc/>
    public async Task DeployAsync(DeployRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var objects = await Overlay.BuildAsync(request, cancellationToken);
        using var client = new k8s.Kubernetes(Connection(request.Connection));
        var cluster = new ClusterApi(client, request.Progress, TimeProvider.System, s_pause);
        var version = await cluster.VersionAsync(cancellationToken);
        if (Version.TryParse(version.TrimStart('v').Split('-', '+')[0], out var number) && number < s_oldest)
        {
            throw new DeployException($"The cluster at {client.BaseUri} has Kubernetes {version}; what is published needs {s_oldest} or newer.");
        }

        await request.Progress.WriteLineAsync($"{client.BaseUri}, Kubernetes {version}: {objects.Count} objects in the namespace {objects.First(item => item.Kind is "Namespace").Name}");
        var deployment = new KubernetesDeployment(cluster, objects[0].Body["metadata"]!["labels"]![Labels.Instance]!.ToString(), request, Options, TimeProvider.System, s_pause);
        await (request.IsDiff ? deployment.ShowAsync(objects, cancellationToken) : deployment.RunAsync(objects, cancellationToken));
    }

    private static KubernetesClientConfiguration Connection(string? context)
    {
        var file = Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            ?? KubernetesClientConfiguration.KubeConfigDefaultLocation;
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(new FileInfo(file), context);
        }
        catch (Exception error) when (error is KubeConfigException or IOException or YamlDotNet.Core.YamlException)
        {
            throw new DeployException($"'{file}' leads to no cluster: {error.Message} Set KUBECONFIG, or name a context with --context.", error);
        }
    }
}
