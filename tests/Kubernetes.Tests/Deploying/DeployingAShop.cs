using CliWrap;
using CliWrap.Buffered;
using Devstack.Kubernetes.Deploying;
using Devstack.Publishing.Targets;
using k8s;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>An overlay goes to an API server: in order, watched, and taken back when it fails.</summary>
public sealed class DeployingAShop : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeApiServer _server = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _progress = new();
    private string? _overlay;

    [Fact]
    public async Task AllIsAppliedJobsBeforeTheServicesThatWaitForThem()
    {
        await DeployAsync();

        Assert.StartsWith("PATCH api/v1/namespaces/shop-staging", _server.Changes.First(), StringComparison.Ordinal);
        Assert.True(IndexOfLast("/jobs/") < IndexOfFirst("/deployments/web"), "A service is rolled before the jobs are done.");
        Assert.True(IndexOfLast("/statefulsets/mysql") < IndexOfFirst("/jobs/"), "A job is there before its datastore.");
        Assert.Equal((await BuildAsync()).Count, _server.Changes.Count() - 1); // and the note of it
        Assert.Equal(["Job migrate-", "Job index-"], Lines().Where(line => line.EndsWith(": done", StringComparison.Ordinal)).Select(line => line[..(line.LastIndexOf('-') + 1)]).Where(line => !line.Contains("mysql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Reverse());
        Assert.EndsWith("shop runs.\n", _progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondTimeNothingHappens()
    {
        await DeployAsync();
        _progress.GetStringBuilder().Clear();

        await DeployAsync();

        Assert.DoesNotContain(": made", _progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(": changed", _progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Changes, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatSomebodyElseHasSetIsSaidAndTakenOverOnlyWhenAsked()
    {
        _server.Conflicts["/services/web"] = "Apply failed with 1 conflict: conflict with \"kubectl-edit\": .spec.type";

        var error = await Assert.ThrowsAsync<DeployException>(() => DeployAsync());
        await DeployAsync(isForced: true);

        Assert.StartsWith("Service web has fields that somebody else has set: Apply failed with 1 conflict: conflict with \"kubectl-edit\": .spec.type\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("--force-conflicts", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_server["Service", "web"]);
    }

    [Fact]
    public async Task AJobThatFailsTouchesNoServiceAndShowsItsLastLines()
    {
        await DeployAsync();
        var before = _server["Deployment", "web"]!.DeepClone();
        _server.FailingJobs.Add("migrate");
        _server.Log = "Applying orders.0002...\nOperationalError: column exists\n";
        await UpgradeAsync("devstack/miniature-mysql:next", "devstack/miniature-mongodb:next");

        var error = await Assert.ThrowsAsync<DeployException>(() => DeployAsync());

        Assert.Contains(" failed: Job has reached the specified backoff limit\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("container main: CrashLoopBackOff: back-off 20s restarting failed container, started again 2 times\n    Applying orders.0002...\n    OperationalError: column exists\n", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("What was deployed before runs again. Data that a job changed is as the job left it.", error.Message, StringComparison.Ordinal);
        Assert.Equal((string)before["metadata"]!["generation"]!.ToString(), _server["Deployment", "web"]!["metadata"]!["generation"]!.ToString());
        Assert.Equal("devstack/miniature-mysql:dev", Image("StatefulSet", "mysql"));
    }

    [Fact]
    public async Task AFailedJobIsMadeAnewByTheNextDeployment()
    {
        _server.FailingJobs.Add("migrate");
        await Assert.ThrowsAsync<DeployException>(() => DeployAsync());
        // What has failed stays so; the next one of the same name is another object.
        _server.KeepFailures();

        await DeployAsync();

        Assert.Contains(": made anew, it had failed", _progress.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("shop runs.\n", _progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceThatDoesNotGetReadyIsTakenBackWithAllElse()
    {
        await DeployAsync();
        var files = _server.Names("ConfigMap").ToList();
        _server.BrokenImages.Add("devstack/miniature-mongodb:broken");
        _server.Log = "ModuleNotFoundError: No module named 'shop'\n";
        await UpgradeAsync("devstack/miniature-mysql:dev", "devstack/miniature-mongodb:broken");
        _folder.Write("overlays/staging/settings.env", "domain=new.example.org\n");

        var error = await Assert.ThrowsAsync<DeployException>(() => DeployAsync());

        Assert.Contains("doesn't get ready: ReplicaSet has timed out progressing.\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("    ModuleNotFoundError: No module named 'shop'\n", error.Message, StringComparison.Ordinal);
        Assert.Equal("devstack/miniature-mongodb:dev", Image("Deployment", "web"));
        Assert.Equal(files, _server.Names("ConfigMap"));
        Assert.Contains("going back to what was deployed before", _progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnEarlierDeploymentWhatFailedStaysForALook()
    {
        _server.BrokenImages.Add("devstack/miniature-mongodb:dev");

        var error = await Assert.ThrowsAsync<DeployException>(() => DeployAsync());

        Assert.EndsWith("There is no earlier deployment to go back to: what was applied stays for you to look at. Deploy again when the cause is gone.", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_server["Deployment", "web"]);
    }

    [Fact]
    public async Task WhatIsNoLongerWantedGoesButNoData()
    {
        await DeployAsync();
        var overlay = _folder.Of("overlays/staging/kustomization.yaml");
        await File.AppendAllTextAsync(overlay, """
            patches:
            - patch: |
                $patch: delete
                apiVersion: batch/v1
                kind: CronJob
                metadata:
                  name: backup
            - patch: |
                $patch: delete
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: uploads

            """, TestContext.Current.CancellationToken);

        await DeployAsync();

        Assert.Null(_server["CronJob", "backup"]);
        Assert.NotNull(_server["PersistentVolumeClaim", "uploads"]);
        Assert.Contains("CronJob backup: removed, it is no longer wanted", Lines());
    }

    [Fact]
    public async Task AJobOfAnotherImageIsMadeAnew()
    {
        await DeployAsync();
        await UpgradeAsync("devstack/miniature-mysql:next", "devstack/miniature-mongodb:dev");

        await DeployAsync();

        Assert.Contains(Lines(), line => line.StartsWith("Job migrate-", StringComparison.Ordinal) && line.EndsWith(": made anew, a Job can't be changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheDifferencesAreShownAndNothingIsChanged()
    {
        await DeployAsync(isDiff: true);
        var first = _output.ToString();
        Assert.Empty(_server.Changes);
        await DeployAsync();
        var changes = _server.Changes.Count();
        await UpgradeAsync("devstack/miniature-mysql:dev", "devstack/miniature-mongodb:next");
        _folder.Write("overlays/staging/secrets/signing-key", "another");
        _output.GetStringBuilder().Clear();

        await DeployAsync(isDiff: true);

        Assert.Contains("+ Deployment web\n", first, StringComparison.Ordinal);
        Assert.Equal(changes, _server.Changes.Count());
        Assert.Contains("~ Deployment web\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("    spec.template.spec.containers[0].image: \"devstack/miniature-mongodb:dev\" -> \"devstack/miniature-mongodb:next\"\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("~ Secret signing-key\n    data.value: *** -> ***\n", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("~ Deployment cache", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoSecretIsInTheNoteOfTheDeployment()
    {
        await DeployAsync();

        var objects = DeployedRecord.Read(_server["Secret", "shop-deployed"]!)!;
        Assert.DoesNotContain(objects, item => item.Kind is "Secret");
        Assert.Contains(objects, item => item.Kind is "Deployment");
        var password = await File.ReadAllTextAsync(_folder.Of("overlays/staging/secrets/mysql-password"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(objects, item => item.Body.ToJsonString().Contains(password, StringComparison.Ordinal));
        Assert.DoesNotContain(password, _progress.ToString() + _output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
        _output.Dispose();
        _progress.Dispose();
    }

    private async Task DeployAsync(bool isDiff = false, bool isForced = false)
    {
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{_server.Port}" });
        var request = new DeployRequest(_folder.Path, _output, _progress) { IsDiff = isDiff, IsForced = isForced, Timeout = TimeSpan.FromSeconds(20) };
        var deployment = new KubernetesDeployment(new ClusterApi(client), "shop", request, TimeProvider.System, TimeSpan.FromMilliseconds(1));
        var objects = await BuildAsync();
        await (isDiff ? deployment.ShowAsync(objects, TestContext.Current.CancellationToken) : deployment.RunAsync(objects, TestContext.Current.CancellationToken));
    }

    private async Task<IReadOnlyList<Manifest>> BuildAsync()
    {
        if (_overlay is null)
        {
            await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);
            _overlay = _folder.Of("overlays/staging");
        }

        await Cli.Wrap("sh").WithArguments(["secrets/create.sh", "overlays/staging"]).WithWorkingDirectory(_folder.Path).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return Manifest.ReadAll(await Tools.KubectlAsync("kustomize", _overlay));
    }

    private async Task UpgradeAsync(string database, string python)
    {
        var overlay = _folder.Of("overlays/staging/kustomization.yaml");
        await File.AppendAllTextAsync(overlay, $"images:\n- name: {Shop.Database}\n  newTag: {database.Split(':')[1]}\n- name: {Shop.Python}\n  newTag: {python.Split(':')[1]}\n", TestContext.Current.CancellationToken);
    }

    private string Image(string kind, string name) => (string)_server[kind, name]!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!;

    private string[] Lines() => _progress.ToString().Split('\n');

    private int IndexOfFirst(string part) => _server.Changes.ToList().FindIndex(request => request.Contains(part, StringComparison.Ordinal));

    private int IndexOfLast(string part) => _server.Changes.ToList().FindLastIndex(request => request.Contains(part, StringComparison.Ordinal));
}
