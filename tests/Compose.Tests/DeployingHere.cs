using Devstack.Publishing.Targets;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>A version after the other, by <c>deploy.sh</c> and the real Docker Compose.</summary>
[Collection(nameof(RunningContainers))]
public sealed class DeployingHere : IAsyncDisposable
{
    private readonly Deployable _site = new("pub-deploy", 18190);

    [Fact]
    public async Task AnUpdateLosesNoRequestAndABrokenVersionIsTakenBack()
    {
        await _site.PublishAsync("one");
        await _site.DeployAsync(isDiff: true);
        Assert.Equal("Nothing has been deployed from this folder yet: everything is new.\n", _site.Said());

        await _site.DeployAsync();
        Assert.Equal("Made secrets/token.\nStarting everything.\nEverything is healthy.\n", _site.Said());
        await _site.DeployAsync(isDiff: true);
        Assert.Equal("Nothing changes.\n", _site.Said());

        await using var load = new Load(_site.Address);
        var before = await _site.ContainersAsync("proxy");
        await _site.PublishAsync("two");
        await _site.DeployAsync(isDiff: true);
        Assert.Contains("~ site\n", _site.Said(), StringComparison.Ordinal);
        await _site.DeployAsync();
        Assert.Contains("Updating site: 2 of 2 containers, one after the other.\n", _site.Said(), StringComparison.Ordinal);
        Assert.Equal(before, await _site.ContainersAsync("proxy"));
        var two = await _site.ContainersAsync("site");

        await _site.PublishAsync("broken");
        await Assert.ThrowsAsync<DeployException>(() => _site.DeployAsync());
        var said = _site.Said();
        Assert.Contains("this version is broken\n", said, StringComparison.Ordinal);
        Assert.Contains("The deployment failed; what was deployed before runs again.", said, StringComparison.Ordinal);
        Assert.Equal(two, await _site.ContainersAsync("site"));

        var answers = await load.EndAsync();
        Assert.Equal(["one", "two"], answers.Distinct().Order(StringComparer.Ordinal));
        using var client = new HttpClient();
        Assert.Equal("two", await client.GetStringAsync(_site.Address, TestContext.Current.CancellationToken));
    }

    // Folders of before had one network for all datastores. The store is made anew in its own; who works with it waits and goes on.
    [Fact]
    public async Task AFolderWithOtherNetworksIsUpdatedWithoutALostRequest()
    {
        await _site.PublishAsync("one");
        var compose = _site.Of("compose.yaml");
        await File.WriteAllTextAsync(compose, (await File.ReadAllTextAsync(compose, TestContext.Current.CancellationToken)).Replace("data-store", "data", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await _site.DeployAsync();
        Assert.Contains("pub-deploy_data\n", await ComposeCommand.DockerAsync("network", "ls", "--format", "{{.Name}}") + "\n", StringComparison.Ordinal);

        await using var load = new Load(_site.Address);
        // Longer than the site is patient.
        await _site.PublishAsync("two", job: "sleep 25");
        await _site.DeployAsync();

        var answers = await load.EndAsync();
        Assert.Equal(["one", "two"], answers.Distinct().Order(StringComparer.Ordinal));
        var networks = (await ComposeCommand.DockerAsync("network", "ls", "--format", "{{.Name}}")).Split('\n');
        Assert.Contains("pub-deploy_data-store", networks);
        Assert.DoesNotContain("pub-deploy_data", networks);
    }

    [Fact]
    public async Task AnInterruptedDeploymentLeavesNoLockAndTheNextOneGoesOn()
    {
        await _site.PublishAsync("one");
        await _site.DeployAsync();
        _site.Said();
        await _site.PublishAsync("two", job: "echo begun; sleep 300");
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var deployment = _site.DeployAsync(cancellationToken: interruption.Token);
        await UntilAsync(async () => (await ComposeCommand.DockerAsync("logs", "pub-deploy-prepare-1")).EndsWith("begun", StringComparison.Ordinal));
        var other = await Assert.ThrowsAsync<DeployException>(() => _site.DeployAsync());
        Assert.Contains("failed on this machine", other.Message, StringComparison.Ordinal);
        Assert.Contains("Another deployment of this folder is going on, as process", _site.Said(), StringComparison.Ordinal);
        await interruption.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deployment);

        Assert.False(File.Exists(_site.Of(".deploying")));
        await _site.PublishAsync("two");
        await _site.DeployAsync();
        using var client = new HttpClient();
        Assert.Equal("two", await client.GetStringAsync(_site.Address, TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(1);
        while (!await holds())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "It didn't happen within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }
}
