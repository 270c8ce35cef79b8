using Aspire.Hosting;
using Devstack.Kubernetes.Deploying;
using Devstack.Publishing.Targets;
using k8s;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>The shop's overlay <c>staging</c>, and the API server that it is deployed to.</summary>
internal sealed class ShopOnAServer : IDisposable
{
    // Longer than any wait of a deployment here: a test fails, and doesn't hang.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly KubernetesTargetOptions _options = new();
    private readonly Action<KubernetesTargetOptions>? _configure;
    private readonly Action<IDistributedApplicationBuilder> _describe;
    private string? _overlay;

    public ShopOnAServer(Action<KubernetesTargetOptions>? configure = null, Action<IDistributedApplicationBuilder>? describe = null)
    {
        (_configure, _describe) = (configure, describe ?? Shop.Describe);
        configure?.Invoke(_options);
    }

    public TemporaryFolder Folder { get; } = new();

    public FakeApiServer Server { get; private set; } = new();

    public StringWriter Output { get; } = new();

    public StringWriter Progress { get; } = new();

    public Task DeployAsync(bool isDiff = false, bool isForced = false) => DeployAsync(request => request with { IsDiff = isDiff, IsForced = isForced });

    /// <summary>Deploys.</summary>
    /// <param name="change">How.</param>
    /// <param name="objects">What; else what the overlay builds now.</param>
    /// <param name="cancellationToken">Interrupts it; else the test's end does.</param>
    public async Task DeployAsync(Func<DeployRequest, DeployRequest> change, IReadOnlyList<Manifest>? objects = null, CancellationToken? cancellationToken = null)
    {
        var outer = cancellationToken ?? TestContext.Current.CancellationToken;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(outer);
        limited.CancelAfter(s_limit);
        try
        {
            await DeployAsync(change, objects, limited.Token);
        }
        catch (OperationCanceledException error) when (!outer.IsCancellationRequested)
        {
            throw new TimeoutException($"It goes on after {s_limit}:\n{Progress}", error);
        }
    }

    private async Task DeployAsync(Func<DeployRequest, DeployRequest> change, IReadOnlyList<Manifest>? objects, CancellationToken token)
    {
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{Server.Port}" });
        var request = change(new DeployRequest(Folder.Path, Output, Progress) { Place = "staging", Timeout = TimeSpan.FromSeconds(20) });
        var cluster = new ClusterApi(client, Progress, TimeProvider.System, TimeSpan.FromMilliseconds(1));
        await cluster.VersionAsync(token); // as the target does before all else
        var deployment = new KubernetesDeployment(cluster, "shop", request, _options, TimeProvider.System, TimeSpan.FromMilliseconds(1));
        objects ??= await BuildAsync();
        await (request.IsDiff ? deployment.ShowAsync(objects, token) : deployment.RunAsync(objects, token));
    }

    public async Task<IReadOnlyList<Manifest>> BuildAsync()
    {
        if (_overlay is null)
        {
            await (await Published.FromAsync(_describe, _configure)).WriteAsync(Folder.Path);
            _overlay = Folder.Of("overlays/staging");
        }

        await Tools.CreateSecretsAsync(Folder.Path, "overlays/staging");
        return Manifest.ReadAll(await Tools.KubectlAsync("kustomize", _overlay));
    }

    public async Task UpgradeAsync(string database, string python)
    {
        var overlay = Folder.Of("overlays/staging/kustomization.yaml");
        await File.AppendAllTextAsync(overlay, $"images:\n- name: {Shop.Database}\n  newTag: {database.Split(':')[1]}\n- name: {Shop.Python}\n  newTag: {python.Split(':')[1]}\n", TestContext.Current.CancellationToken);
    }

    /// <summary>Another cluster, with nothing in it.</summary>
    public void Renew()
    {
        Server.Dispose();
        Server = new();
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
