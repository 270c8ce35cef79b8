using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Kubernetes.Deploying;
using Devstack.Publishing.Targets;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary><c>deploy --maintenance</c>: a page in the place of the shop, nothing works on the data while jobs change it, and open again.</summary>
public sealed class ClosedForMaintenance : IDisposable
{
    private const string Page = "shop-maintenance";
    private const string NextPython = "devstack/miniature-mongodb:next";
    private static readonly string[] s_workers = ["web", "worker", "admin"];

    private readonly ShopOnAServer _shop = new(options => options.HasKeda = true, Describe);

    [Fact]
    public async Task JobsRunWhenNothingWorksOnTheDataAndAllIsAsItWasButForTheVersion()
    {
        var next = await OpenAsync();
        var backend = BackendOf("Ingress");
        var atJobs = new HashSet<string>();
        _shop.Server.Changed = request =>
        {
            if (request.Contains("/jobs/", StringComparison.Ordinal))
            {
                var running = ((string[])["mysql", "cache", .. s_workers]).Where(_shop.Server.HasPods);
                atJobs.Add($"{string.Join(' ', running)}; digest suspended: {_shop.Server["CronJob", "digest"]!["spec"]!["suspend"]}; to {BackendOf("Ingress")}");
            }
        };

        await MaintainAsync(next);

        Assert.Equal(["mysql cache; digest suspended: true; to shop-maintenance"], atJobs);
        Assert.Equal([5, 3, 2], s_workers.Select(CountOf));
        Assert.Equal(NextPython, _shop.Image("Deployment", "web"));
        Assert.Equal(backend, BackendOf("Ingress"));
        Assert.DoesNotContain("maintenance", _shop.Server.State(), StringComparison.Ordinal);
        Assert.DoesNotContain("paused", _shop.Server.State(), StringComparison.Ordinal);
        Assert.Null(_shop.Server["CronJob", "digest"]!["spec"]!["suspend"]);
        Assert.True(IsBefore("/deployments/shop-maintenance", "/ingresses/shop") && IsBefore("/ingresses/shop", "/deployments/web"), "Something is taken away before the page is there.");
        Assert.EndsWith("shop runs.\n", _shop.Progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereverItIsInterruptedTheNextOneEndsInTheSameState()
    {
        var next = await OpenAsync();
        var before = _shop.Server.Changes.Count();
        await MaintainAsync(next);
        var (changes, state) = (_shop.Server.Changes.Count() - before, _shop.Server.State());

        for (var last = 1; last <= changes; last++)
        {
            _shop.Renew();
            await _shop.DeployAsync(request => request, _first);
            Load();
            using var interruption = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var count = 0;
            _shop.Server.Changed = _ =>
            {
                if (++count == last)
                {
                    interruption.Cancel();
                }
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MaintainAsync(next, interruption.Token));
            _shop.Server.Changed = null;

            // Who has forgotten the option, too, ends what has begun.
            await _shop.DeployAsync(request => request with { IsMaintenance = last % 2 == 0 || IsOpen() }, next);

            Assert.True(state == _shop.Server.State(), $"Interrupted after change {last}, it ends otherwise:\n{_shop.Server.State()}\ninstead of\n{state}");
        }
    }

    [Fact]
    public async Task APageThatDoesNotGetReadyIsSaidAndNothingIsTakenAway()
    {
        var next = await OpenAsync();
        var state = _shop.Server.State();
        _shop.Server.BrokenImages.Add(new KubernetesTargetOptions().HelperImage);

        var error = await Assert.ThrowsAsync<DeployException>(() => MaintainAsync(next));

        Assert.StartsWith("Deployment shop-maintenance doesn't get ready: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("All is as it was before: no job ran, and no version has changed.", error.Message, StringComparison.Ordinal);
        Assert.Equal(state, _shop.Server.State());
        Assert.DoesNotContain(_shop.Server.Changes, request => request.StartsWith("PATCH", StringComparison.Ordinal) && _shop.Server.Changes.ToList().IndexOf(request) > _shop.IndexOfFirst(Page) && !request.Contains(Page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PodsThatDoNotEndAreSaidAndAllIsPutBack()
    {
        var next = await OpenAsync();
        var state = _shop.Server.State();
        _shop.Server.StuckPods.Add("web");

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync(request => request with { IsMaintenance = true, Timeout = TimeSpan.FromSeconds(4) }, next));

        Assert.StartsWith("Deployment web is stopped, and its pods don't end in time.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("All is as it was before: no job ran, and no version has changed.", error.Message, StringComparison.Ordinal);
        Assert.Equal(state, _shop.Server.State());
    }

    [Fact]
    public async Task WhatIsNotReadyAgainIsSaidAndKeepsNobodyElseClosed()
    {
        var next = await OpenAsync();
        var state = _shop.Server.State();
        _shop.Server.StuckPods.Add("web");
        _shop.Server.BrokenImages.Add(_shop.Image("Deployment", "web"));

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync(request => request with { IsMaintenance = true, Timeout = TimeSpan.FromSeconds(4) }, next));

        Assert.Contains("All is as it was before: no job ran, and no version has changed. But this isn't ready again:\nDeployment ", error.Message, StringComparison.Ordinal);
        Assert.Equal(state, _shop.Server.State());
    }

    [Fact]
    public async Task AJobThatFailsShowsItsLastLinesAndThePageStaysUntilADeploymentSucceeds()
    {
        var next = await OpenAsync();
        _shop.Server.FailingJobs.Add("migrate");
        _shop.Server.Log = "Applying orders.0002...\nOperationalError: column exists\n";

        var error = await Assert.ThrowsAsync<DeployException>(() => MaintainAsync(next));

        Assert.Contains("    OperationalError: column exists\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("The maintenance page stays, and jobs may have changed the data, which earlier code may not fit.", error.Message, StringComparison.Ordinal);
        Assert.Equal((Page, 0), (BackendOf("Ingress"), CountOf("web")));
        _shop.Server.KeepFailures();
        await _shop.DeployAsync(request => request, next);
        Assert.Contains("an earlier deployment with --maintenance didn't end, and this one goes on with it.", _shop.Progress.ToString(), StringComparison.Ordinal);
        Assert.Equal([5, 3, 2], s_workers.Select(CountOf));
        Assert.DoesNotContain("maintenance", _shop.Server.State(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVersionThatDoesNotGetReadyStaysBehindThePageAndTheEarlierOneCanComeBack()
    {
        var next = await OpenAsync();
        var state = _shop.Server.State();
        _shop.Server.BrokenImages.Add(NextPython);

        var error = await Assert.ThrowsAsync<DeployException>(() => MaintainAsync(next));

        Assert.Contains("doesn't get ready: ReplicaSet has timed out progressing.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("To go back, bring the data back from the backup and deploy the earlier version.", error.Message, StringComparison.Ordinal);
        Assert.Equal((Page, NextPython), (BackendOf("Ingress"), _shop.Image("Deployment", "web")));
        await _shop.DeployAsync(request => request, _first);
        Assert.Equal(state, _shop.Server.State());
    }

    [Fact]
    public async Task ARouteThatCannotBeChangedIsSaidAndTheOthersLeadBack()
    {
        using var shop = new ShopOnAServer(options => options.Routing.Kind = RoutingKind.Gateway);
        await shop.DeployAsync();
        var state = shop.Server.State();
        shop.Server.Faults.Add(new("PATCH apis/gateway.networking.k8s.io/v1/namespaces/shop-staging/httproutes/shop-1", 403) { Message = "httproutes is forbidden" });

        var error = await Assert.ThrowsAnyAsync<DeployException>(() => shop.DeployAsync(request => request with { IsMaintenance = true }));

        Assert.Contains("HTTPRoute shop-0: leads to the maintenance page\n", shop.Progress.ToString(), StringComparison.Ordinal);
        Assert.Contains("httproutes is forbidden", error.Message, StringComparison.Ordinal);
        Assert.Equal(state, shop.Server.State());
        shop.Server.Faults.Clear();
        await shop.DeployAsync(request => request with { IsMaintenance = true });
        Assert.Equal(state, shop.Server.State());
    }

    [Fact]
    public async Task WhatSomebodyHasStoppedIsNotTakenForReadyButStartedAgain()
    {
        await OpenAsync();
        _shop.Server.Scale("web", 0, "kubectl-scale");

        await _shop.DeployAsync(request => request, _first);

        Assert.Contains("Deployment web: somebody has stopped it; started again\n", _shop.Progress.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, CountOf("web"));
    }

    [Fact]
    public async Task WithoutAnythingThatRunsThereIsNothingToClose()
    {
        await _shop.DeployAsync(request => request with { IsMaintenance = true });

        Assert.Contains("There is no namespace shop-staging yet", _shop.Progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_shop.Server.Requests, request => request.StartsWith("PATCH", StringComparison.Ordinal) && request.Contains(Page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheOverlayMayHaveAPageOfItsOwn()
    {
        var next = await OpenAsync();
        _shop.Folder.Write("overlays/staging/maintenance.html", "<h1>Back on Monday</h1>");
        string? page = null;
        _shop.Server.Changed = _ => page ??= (string?)_shop.Server["ConfigMap", Page]?["data"]!["page.html"];

        await MaintainAsync(next);

        Assert.Equal("<h1>Back on Monday</h1>", page);
    }

    public void Dispose() => _shop.Dispose();

    private IReadOnlyList<Manifest> _first = [];

    // The shop is open, with as many pods as its load wanted. Returns the next version.
    private async Task<IReadOnlyList<Manifest>> OpenAsync()
    {
        _first = await _shop.BuildAsync();
        await File.AppendAllTextAsync(_shop.Folder.Of("overlays/staging/kustomization.yaml"), "replicas:\n- name: admin\n  count: 2\n", TestContext.Current.CancellationToken);
        _first = await _shop.BuildAsync();
        await _shop.DeployAsync(request => request, _first);
        Load();
        await _shop.UpgradeAsync("devstack/miniature-mysql:next", NextPython);
        return await _shop.BuildAsync();
    }

    private void Load()
    {
        _shop.Server.Scale("web", 5, "kube-controller-manager");
        _shop.Server.Scale("worker", 3, "keda-operator");
    }

    private Task MaintainAsync(IReadOnlyList<Manifest> objects, CancellationToken? cancellationToken = null) =>
        _shop.DeployAsync(request => request with { IsMaintenance = true }, objects, cancellationToken);

    private bool IsOpen() => _shop.Server["Deployment", Page] is null;

    private int CountOf(string deployment) => (int)_shop.Server["Deployment", deployment]!["spec"]!["replicas"]!;

    private string BackendOf(string kind) => (string)_shop.Server[kind, "shop"]!["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!["service"]!["name"]!;

    private bool IsBefore(string one, string other)
    {
        var changes = _shop.Server.Changes.ToList();
        var page = changes.FindIndex(request => request.Contains(Page, StringComparison.Ordinal));
        return changes.FindIndex(page, request => request.EndsWith(one, StringComparison.Ordinal)) < changes.FindIndex(page, request => request.EndsWith(other, StringComparison.Ordinal));
    }

    // Beside what is scaled, something with a fixed number of pods and something that runs at certain times.
    private static void Describe(IDistributedApplicationBuilder builder)
    {
        Shop.Describe(builder);
        var migrate = builder.CreateResourceBuilder(builder.Resources.OfType<ContainerResource>().Single(resource => resource.Name == "migrate"));
        builder.AddContainer("admin", Shop.Python, "dev").WithUser(1000).WithEntrypoint("sleep").WithArgs("86400").WaitForCompletion(migrate);
        builder.AddContainer("digest", Shop.Python, "dev").WithUser(1000).WithEntrypoint("true").WithSchedule("0 6 * * *").WaitForCompletion(migrate);
    }
}
