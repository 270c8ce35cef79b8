using CliWrap;
using CliWrap.Buffered;
using Devstack.Kubernetes.Deploying;
using Devstack.Publishing.Targets;
using k8s;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>The shop's overlay <c>staging</c>, and the API server that it is deployed to.</summary>
internal sealed class ShopOnAServer : IDisposable
{
    private readonly Action<KubernetesTargetOptions>? _configure;
    private string? _overlay;

    public ShopOnAServer(Action<KubernetesTargetOptions>? configure = null) => _configure = configure;

    public TemporaryFolder Folder { get; } = new();

    public FakeApiServer Server { get; } = new();

    public StringWriter Output { get; } = new();

    public StringWriter Progress { get; } = new();

    public async Task DeployAsync(bool isDiff = false, bool isForced = false)
    {
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{Server.Port}" });
        var request = new DeployRequest(Folder.Path, Output, Progress) { IsDiff = isDiff, IsForced = isForced, Timeout = TimeSpan.FromSeconds(20) };
        var cluster = new ClusterApi(client, Progress, TimeProvider.System, TimeSpan.FromMilliseconds(1));
        await cluster.VersionAsync(TestContext.Current.CancellationToken); // as the target does before all else
        var deployment = new KubernetesDeployment(cluster, "shop", request, TimeProvider.System, TimeSpan.FromMilliseconds(1));
        var objects = await BuildAsync();
        await (isDiff ? deployment.ShowAsync(objects, TestContext.Current.CancellationToken) : deployment.RunAsync(objects, TestContext.Current.CancellationToken));
    }

    public async Task<IReadOnlyList<Manifest>> BuildAsync()
    {
        if (_overlay is null)
        {
            await (await Published.FromAsync(Shop.Describe, _configure)).WriteAsync(Folder.Path);
            _overlay = Folder.Of("overlays/staging");
        }

        await Cli.Wrap("sh").WithArguments(["secrets/create.sh", "overlays/staging"]).WithWorkingDirectory(Folder.Path).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return Manifest.ReadAll(await Tools.KubectlAsync("kustomize", _overlay));
    }

    public async Task UpgradeAsync(string database, string python)
    {
        var overlay = Folder.Of("overlays/staging/kustomization.yaml");
        await File.AppendAllTextAsync(overlay, $"images:\n- name: {Shop.Database}\n  newTag: {database.Split(':')[1]}\n- name: {Shop.Python}\n  newTag: {python.Split(':')[1]}\n", TestContext.Current.CancellationToken);
    }

    public string Image(string kind, string name) => (string)Server[kind, name]!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!;

    public string[] Lines() => Progress.ToString().Split('\n');

    public int IndexOfFirst(string part) => Server.Changes.ToList().FindIndex(request => request.Contains(part, StringComparison.Ordinal));

    public int IndexOfLast(string part) => Server.Changes.ToList().FindLastIndex(request => request.Contains(part, StringComparison.Ordinal));

    public void Dispose()
    {
        Server.Dispose();
        Folder.Dispose();
        Output.Dispose();
        Progress.Dispose();
    }
}
