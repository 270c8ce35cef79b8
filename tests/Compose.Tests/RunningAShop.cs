using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>What is published, brought up by the real Docker Compose.</summary>
[Collection(nameof(RunningContainers))]
public sealed class RunningAShop : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ComposeCommand _compose;

    public RunningAShop() => _compose = new(_folder.Path, "pub-shop");

    public async ValueTask InitializeAsync()
    {
        await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);
        await Secrets.CreateAsync(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _compose.DownAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ComposeAcceptsTheFileWithoutAWarning()
    {
        var result = await _compose.TryAsync("--profile", "*", "config", "--quiet");

        Assert.Equal((0, "", ""), (result.ExitCode, result.StandardOutput.Trim(), result.StandardError.Trim()));
    }

    [Fact]
    public async Task ItComesUpInOneGoAndASecondTimeItDoesNothing()
    {
        await _compose.UpAsync();

        Assert.Contains("migrated mysql://root:", await _compose.LogsAsync("migrate"), StringComparison.Ordinal);
        Assert.Contains("<h1>Shop</h1>", await ThroughTheProxyAsync(), StringComparison.Ordinal);
        await TheProxyDoesNotReachAsync("mysql");
        await TheProxyDoesNotReachAsync("cache");
        await NobodyOutsideSeesASecretAsync();

        var before = await IdsAsync();
        await _compose.UpAsync();

        Assert.Equal(before, await IdsAsync());
        Assert.EndsWith("Done before with the same inputs.", (await _compose.LogsAsync("migrate")).Trim(), StringComparison.Ordinal);

        // Containers are cheap; what has been done is known without them.
        await _compose.RunOrFailAsync("down");
        await _compose.UpAsync();

        Assert.Equal("Done before with the same inputs.", (await _compose.LogsAsync("migrate")).Trim());

        // Somebody replaces the database: what had been prepared in the old one is prepared again.
        await _compose.RunOrFailAsync("down");
        await ComposeCommand.DockerAsync("volume", "rm", "pub-shop_mysql-data");
        await _compose.UpAsync();

        Assert.Contains("migrated mysql://root:", await _compose.LogsAsync("migrate"), StringComparison.Ordinal);
        Assert.Equal(2, (await _compose.RunOrFailAsync("ps", "--quiet", "web")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        await _compose.UpAsync("--scale", "web=3");
        Assert.Equal(3, (await _compose.RunOrFailAsync("ps", "--quiet", "web")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private async Task<string> ThroughTheProxyAsync() => await _compose.RunOrFailAsync(
        "exec", "-T", "proxy", "wget", "-q", "-O", "-", "--no-check-certificate", "https://localhost/");

    private async Task TheProxyDoesNotReachAsync(string service)
    {
        var result = await _compose.TryAsync("exec", "-T", "proxy", "wget", "-q", "-O", "-", "--tries=1", "--timeout=3", $"http://{service}:80/");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(service, (await _compose.RunOrFailAsync("ps", "--services")).Split('\n'));
        Assert.True((await _compose.TryAsync("exec", "-T", "proxy", "getent", "hosts", service)).ExitCode != 0, $"The proxy resolves {service}.");
    }

    private async Task NobodyOutsideSeesASecretAsync()
    {
        var seen = await _compose.SeenFromOutsideAsync();

        Assert.Contains("redis-server", seen, StringComparison.Ordinal);
        foreach (var secret in new[] { "mysql-password", "cache-password" })
        {
            Assert.DoesNotContain(await File.ReadAllTextAsync(_folder.Of($"secrets/{secret}"), TestContext.Current.CancellationToken), seen, StringComparison.Ordinal);
        }
    }

    private async Task<string> IdsAsync() => await _compose.RunOrFailAsync("ps", "--all", "--quiet");
}
