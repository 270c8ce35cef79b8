using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests.Running;

/// <summary>The pods of an overlay on the local engine: as much of a kubelet as a manifest says something to.</summary>
internal sealed class LocalCluster(string name) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Name { get; } = name;

    public string Folder => _folder.Of("volumes");

    /// <summary>How long a pod may take to be ready on a busy machine.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; private set; } = [];

    /// <summary>Builds an overlay and starts all pods of it at once, as after <c>kubectl apply</c>.</summary>
    public async Task<IReadOnlyList<LocalPod>> ApplyAsync(Published published, string overlay)
    {
        await published.WriteAsync(_folder.Path);
        await Tools.CreateSecretsAsync(_folder.Path, $"overlays/{overlay}");
        return await ApplyAsync(Manifests.Load(await Tools.KubectlAsync("kustomize", _folder.Of($"overlays/{overlay}"))));
    }

    /// <summary>Starts all pods of some objects at once.</summary>
    public async Task<IReadOnlyList<LocalPod>> ApplyAsync(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
    {
        Objects = objects;
        await LocalImages.EnsureHelperAsync();
        await DisposeContainersAsync();
        await Docker.RunAsync("network", "create", Name);

        var pods = Objects.Where(item => item is V1Deployment or V1StatefulSet or V1Job).Select(item => new LocalPod(this, item)).ToList();
        var open = pods.Select(pod => pod.RunAsync()).ToList();
        while (open.Count > 0)
        {
            // The first that fails ends it: the others would wait for it.
            var ended = await Task.WhenAny(open);
            open.Remove(ended);
            await ended;
        }

        return pods;
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeContainersAsync();
        // Files of the containers' users.
        await Docker.TryAsync(new Dictionary<string, string?>(), "run", "--rm", "--user", "0", "--volume", $"{_folder.Path}:/all", LocalImages.Helper, "sh", "-c", "rm -rf /all/volumes");
        _folder.Dispose();
    }

    private async Task DisposeContainersAsync()
    {
        var ids = await Docker.RunAsync("ps", "--all", "--quiet", "--filter", $"network={Name}");
        if (ids.Length > 0)
        {
            await Docker.RunAsync(["rm", "--force", "--volumes", .. ids.Split('\n')]);
        }

        await Docker.TryAsync(new Dictionary<string, string?>(), "network", "rm", Name);
    }
}
