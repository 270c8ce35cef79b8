using Devstack.Kubernetes.Deploying;
using Devstack.Publishing.Targets;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>An overlay goes to an API server: in order, watched, and taken back when it fails.</summary>
public sealed class DeployingAShop : IDisposable
{
    private readonly ShopOnAServer _shop = new();

    [Fact]
    public async Task AllIsAppliedJobsBeforeTheServicesThatWaitForThem()
    {
        await _shop.DeployAsync();

        Assert.StartsWith("PATCH api/v1/namespaces/shop-staging", _shop.Server.Changes.First(), StringComparison.Ordinal);
        Assert.True(_shop.IndexOfLast("/jobs/") < _shop.IndexOfFirst("/deployments/web"), "A service is rolled before the jobs are done.");
        Assert.True(_shop.IndexOfLast("/statefulsets/mysql") < _shop.IndexOfFirst("/jobs/"), "A job is there before its datastore.");
        Assert.Equal((await _shop.BuildAsync()).Count, _shop.Server.Changes.Count() - 1); // and the note of it
        Assert.Equal(["Job migrate-", "Job index-"], _shop.Lines().Where(line => line.EndsWith(": done", StringComparison.Ordinal)).Select(line => line[..(line.LastIndexOf('-') + 1)]).Where(line => !line.Contains("mysql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Reverse());
        Assert.EndsWith("shop runs.\n", _shop.Progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondTimeNothingHappens()
    {
        await _shop.DeployAsync();
        _shop.Progress.GetStringBuilder().Clear();

        await _shop.DeployAsync();

        Assert.DoesNotContain(": made", _shop.Progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(": changed", _shop.Progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_shop.Server.Changes, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatSomebodyElseHasSetIsSaidAndTakenOverOnlyWhenAsked()
    {
        _shop.Server.Conflicts["/services/web"] = "Apply failed with 1 conflict: conflict with \"kubectl-edit\": .spec.type";

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync());
        await _shop.DeployAsync(isForced: true);

        Assert.StartsWith("Service web has fields that somebody else has set: Apply failed with 1 conflict: conflict with \"kubectl-edit\": .spec.type\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("--force-conflicts", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_shop.Server["Service", "web"]);
    }

    [Fact]
    public async Task AJobThatFailsTouchesNoServiceAndShowsItsLastLines()
    {
        await _shop.DeployAsync();
        var before = _shop.Server["Deployment", "web"]!.DeepClone();
        _shop.Server.FailingJobs.Add("migrate");
        _shop.Server.Log = "Applying orders.0002...\nOperationalError: column exists\n";
        await _shop.UpgradeAsync("devstack/miniature-mysql:next", "devstack/miniature-mongodb:next");

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Contains(" failed: Job has reached the specified backoff limit\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("container main: CrashLoopBackOff: back-off 20s restarting failed container, started again 2 times\n    Applying orders.0002...\n    OperationalError: column exists\n", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("What was deployed before runs again. Data that a job changed is as the job left it.", error.Message, StringComparison.Ordinal);
        Assert.Equal((string)before["metadata"]!["generation"]!.ToString(), _shop.Server["Deployment", "web"]!["metadata"]!["generation"]!.ToString());
        Assert.Equal("devstack/miniature-mysql:dev", _shop.Image("StatefulSet", "mysql"));
    }

    [Fact]
    public async Task AFailedJobIsMadeAnewByTheNextDeployment()
    {
        _shop.Server.FailingJobs.Add("migrate");
        await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync());
        // What has failed stays so; the next one of the same name is another object.
        _shop.Server.KeepFailures();

        await _shop.DeployAsync();

        Assert.Contains(": made anew, it had failed", _shop.Progress.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("shop runs.\n", _shop.Progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceThatDoesNotGetReadyIsTakenBackWithAllElse()
    {
        await _shop.DeployAsync();
        var files = _shop.Server.Names("ConfigMap").ToList();
        _shop.Server.BrokenImages.Add("devstack/miniature-mongodb:broken");
        _shop.Server.Log = "ModuleNotFoundError: No module named 'shop'\n";
        await _shop.UpgradeAsync("devstack/miniature-mysql:dev", "devstack/miniature-mongodb:broken");
        _shop.Folder.Write("overlays/staging/settings.env", "domain=new.example.org\n");

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Contains("doesn't get ready: ReplicaSet has timed out progressing.\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("    ModuleNotFoundError: No module named 'shop'\n", error.Message, StringComparison.Ordinal);
        Assert.Equal("devstack/miniature-mongodb:dev", _shop.Image("Deployment", "web"));
        Assert.Equal(files, _shop.Server.Names("ConfigMap"));
        Assert.Contains("going back to what was deployed before", _shop.Progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnEarlierDeploymentWhatFailedStaysForALook()
    {
        _shop.Server.BrokenImages.Add("devstack/miniature-mongodb:dev");

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync());

        Assert.EndsWith("There is no earlier deployment to go back to: what was applied stays for you to look at. Deploy again when the cause is gone.", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_shop.Server["Deployment", "web"]);
    }

    [Fact]
    public async Task WhatIsNoLongerWantedGoesButNoData()
    {
        await _shop.DeployAsync();
        var overlay = _shop.Folder.Of("overlays/staging/kustomization.yaml");
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

        await _shop.DeployAsync();

        Assert.Null(_shop.Server["CronJob", "backup"]);
        Assert.NotNull(_shop.Server["PersistentVolumeClaim", "uploads"]);
        Assert.Contains("CronJob backup: removed, it is no longer wanted", _shop.Lines());
    }

    [Fact]
    public async Task AJobOfAnotherImageIsMadeAnew()
    {
        await _shop.DeployAsync();
        await _shop.UpgradeAsync("devstack/miniature-mysql:next", "devstack/miniature-mongodb:dev");

        await _shop.DeployAsync();

        Assert.Contains(_shop.Lines(), line => line.StartsWith("Job migrate-", StringComparison.Ordinal) && line.EndsWith(": made anew, a Job can't be changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheDifferencesAreShownAndNothingIsChanged()
    {
        await _shop.DeployAsync(isDiff: true);
        var first = _shop.Output.ToString();
        Assert.Empty(_shop.Server.Changes);
        await _shop.DeployAsync();
        var changes = _shop.Server.Changes.Count();
        await _shop.UpgradeAsync("devstack/miniature-mysql:dev", "devstack/miniature-mongodb:next");
        _shop.Folder.Write("overlays/staging/secrets/signing-key", "another");
        _shop.Output.GetStringBuilder().Clear();

        await _shop.DeployAsync(isDiff: true);

        Assert.Contains("+ Deployment web\n", first, StringComparison.Ordinal);
        Assert.Equal(changes, _shop.Server.Changes.Count());
        Assert.Contains("~ Deployment web\n", _shop.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("    spec.template.spec.containers[0].image: \"devstack/miniature-mongodb:dev\" -> \"devstack/miniature-mongodb:next\"\n", _shop.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("~ Secret signing-key\n    data.value: *** -> ***\n", _shop.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("~ Deployment cache", _shop.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoSecretIsInTheNoteOfTheDeployment()
    {
        await _shop.DeployAsync();

        var objects = DeployedRecord.Read(_shop.Server["Secret", "shop-deployed"]!)!;
        Assert.DoesNotContain(objects, item => item.Kind is "Secret");
        Assert.Contains(objects, item => item.Kind is "Deployment");
        var password = await File.ReadAllTextAsync(_shop.Folder.Of("overlays/staging/secrets/mysql-password"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(objects, item => item.Body.ToJsonString().Contains(password, StringComparison.Ordinal));
        Assert.DoesNotContain(password, _shop.Progress.ToString() + _shop.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();
}
