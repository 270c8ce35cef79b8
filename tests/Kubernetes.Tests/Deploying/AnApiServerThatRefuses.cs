using System.Diagnostics;
using Devstack.Publishing.Targets;
using Xunit;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>What an API server answers when something is wrong with it, or with who asks.</summary>
public sealed class AnApiServerThatRefuses : IDisposable
{
    private readonly ShopOnAServer _shop = new();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)] // the connection breaks off
    public async Task OneThatIsAwayForAMomentIsWaitedFor(int status)
    {
        Fault[] faults = [new("GET apis/batch/v1/namespaces", status) { Times = 3 }, new("PATCH apis/apps/v1", status) { Times = 3 }];
        _shop.Server.Faults.AddRange(faults);

        await _shop.DeployAsync();

        Assert.All(faults, fault => Assert.Equal(3, fault.Seen));
        Assert.Contains(_shop.Lines(), line => line.StartsWith("The API server is away (", StringComparison.Ordinal) && line.EndsWith(" more times at most.", StringComparison.Ordinal));
        Assert.EndsWith("shop runs.\n", _shop.Progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenItSaysHowLongToWaitThatLongIsWaited()
    {
        _shop.Server.Faults.Add(new("PATCH api/v1/namespaces/shop-staging", 429) { Times = 1, RetryAfter = "1" });
        var clock = Stopwatch.StartNew();

        await _shop.DeployAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Contains("asking again in 1 s, 5 more times at most.", _shop.Progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheWaitEndsAfterSomeTimesWithWhatIsWrong()
    {
        var fault = new Fault("GET api/v1/namespaces/shop-staging", 503) { Message = "etcd has no leader" };
        _shop.Server.Faults.Add(fault);

        var error = await Assert.ThrowsAnyAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Equal(6, fault.Seen);
        Assert.Contains("etcd has no leader", error.Message, StringComparison.Ordinal);
        Assert.Empty(_shop.Server.Changes);
    }

    [Fact]
    public async Task TheWaitCanBeInterrupted()
    {
        _shop.Server.Faults.Add(new("GET version", 503) { RetryAfter = "3600" });
        using var client = new k8s.Kubernetes(new k8s.KubernetesClientConfiguration { Host = $"http://127.0.0.1:{_shop.Server.Port}" });
        var cluster = new Devstack.Kubernetes.Deploying.ClusterApi(client, _shop.Progress, TimeProvider.System, TimeSpan.FromMilliseconds(1));
        using var interrupted = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.VersionAsync(interrupted.Token));
    }

    [Fact]
    public async Task AServerThatGoesAwayWhileTheServicesRollIsNoStackTraceAndWhatRanIsNotGivenUp()
    {
        await _shop.DeployAsync();
        await _shop.UpgradeAsync("devstack/miniature-mysql:dev", "devstack/miniature-mongodb:next");
        _shop.Server.Faults.Add(new("GET apis/apps/v1/namespaces/shop-staging/deployments/web", 500) { Message = "etcdserver: request timed out", Times = 8 }); // away for the roll, back for the way back

        var error = await Assert.ThrowsAnyAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Contains("etcdserver: request timed out", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("What was deployed before runs again. Data that a job changed is as the job left it.", error.Message, StringComparison.Ordinal);
        Assert.Equal("devstack/miniature-mongodb:dev", _shop.Image("Deployment", "web"));
    }

    [Fact]
    public async Task ALogThatCannotBeReadIsSaidAndAllElseIsTakenBack()
    {
        await _shop.DeployAsync();
        _shop.Server.BrokenImages.Add("devstack/miniature-mongodb:broken");
        _shop.Server.Faults.Add(new("/log", 403) { Message = "pods \"web-abcde\" is forbidden: User \"ci\" cannot get resource \"pods/log\"" });
        await _shop.UpgradeAsync("devstack/miniature-mysql:dev", "devstack/miniature-mongodb:broken");

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Contains("container main: CrashLoopBackOff: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("(Its log can't be read: You lack a right in the cluster at ", error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot get resource \"pods/log\"", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("What was deployed before runs again. Data that a job changed is as the job left it.", error.Message, StringComparison.Ordinal);
        Assert.Equal("devstack/miniature-mongodb:dev", _shop.Image("Deployment", "web"));
    }

    [Fact]
    public async Task PodsThatCannotBeLookedAtAreSaid()
    {
        _shop.Server.BrokenImages.Add("devstack/miniature-mongodb:dev");
        _shop.Server.Faults.Add(new("GET api/v1/namespaces/shop-staging/pods", 403) { Message = "pods is forbidden" });

        var error = await Assert.ThrowsAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Contains("doesn't get ready: ReplicaSet has timed out progressing.\nIts pods can't be looked at: You lack a right in the cluster at ", error.Message, StringComparison.Ordinal);
        Assert.Contains("There is no earlier deployment to go back to", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "Unauthorized", "doesn't know who you are: Unauthorized\nLog in to the cluster again, or name another context with --context.")]
    [InlineData(403, "secrets \"shop-deployed\" is forbidden: User \"ci\" cannot get resource \"secrets\" in API group \"\" in the namespace \"shop-staging\"", "to get api/v1/namespaces/shop-staging/secrets/shop-deployed: secrets \"shop-deployed\" is forbidden: User \"ci\" cannot get resource \"secrets\"")]
    public async Task WhatIsMissingIsNamedAndNotAskedForTwice(int status, string message, string told)
    {
        var fault = new Fault("secrets/shop-deployed", status) { Message = message };
        _shop.Server.Faults.Add(fault);

        var error = await Assert.ThrowsAnyAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, fault.Seen);
    }

    [Fact]
    public async Task ARightThatIsMissingForOneObjectIsNamedAndTheOthersGoBack()
    {
        await _shop.DeployAsync();
        await _shop.UpgradeAsync("devstack/miniature-mysql:next", "devstack/miniature-mongodb:next");
        _shop.Server.Faults.Add(new("PATCH apis/networking.k8s.io/v1/namespaces/shop-staging/ingresses", 403) { Message = "ingresses is forbidden" });

        var error = await Assert.ThrowsAnyAsync<DeployException>(() => _shop.DeployAsync());

        Assert.StartsWith("You lack a right in the cluster at ", error.Message, StringComparison.Ordinal);
        Assert.Contains("to patch apis/networking.k8s.io/v1/namespaces/shop-staging/ingresses/shop: ingresses is forbidden", error.Message, StringComparison.Ordinal);
        Assert.Contains("What was deployed before runs again, but for what the cluster refused:\n", error.Message, StringComparison.Ordinal);
        Assert.Equal("devstack/miniature-mysql:dev", _shop.Image("StatefulSet", "mysql"));
        Assert.Equal("devstack/miniature-mongodb:dev", _shop.Image("Deployment", "web"));
    }

    [Fact]
    public async Task WhatIsNoApiServerIsCalledSo()
    {
        _shop.Server.Faults.Add(new("GET version", 200) { Text = "<html>Log in</html>" });

        var error = await Assert.ThrowsAnyAsync<DeployException>(() => _shop.DeployAsync());

        Assert.Contains("is no API server", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();
}
