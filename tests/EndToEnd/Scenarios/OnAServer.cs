using System.Globalization;
using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>The whole miniature as it is published for Docker Compose: started, updated and taken back as on a server.</summary>
public sealed class OnAServer(MiniatureStack miniature) : IAsyncLifetime
{
    private static readonly Uri s_lms = Server.Page("", "/");
    private static readonly Uri s_studio = Server.Page("studio.", "/");
    private readonly Server _server = new($"{miniature.Stack.Name}-server");

    // Ten for whoever wants to know it well.
    private static int Starts => int.Parse(Environment.GetEnvironmentVariable("DEVSTACK_E2E_SERVER_STARTS") is { Length: > 0 } count ? count : "1", CultureInfo.InvariantCulture);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task ItComesUpTheFirstTimeHoweverLongTheDatabaseTakes()
    {
        await _server.PublishAsync();
        await _server.PrepareAsync();

        for (var start = 1; start <= Starts; start++)
        {
            var time = TimeSpan.FromSeconds(30 * Random.Shared.NextDouble());
            TestContext.Current.TestOutputHelper?.WriteLine($"Start {start}: the database is held back for {time.TotalSeconds:0.0} s.");
            await _server.HoldBackAsync("mysql", time);

            await _server.Compose.UpAsync();

            await AssertThatItServesAsync();
            await _server.RemoveAsync();
        }
    }

    [Fact]
    public async Task AnUpdateLosesNoRequestAndABrokenImageIsTakenBack()
    {
        Succeeded(await _server.DeployAsync());
        await AssertThatItServesAsync();
        var two = await _server.BuildPlatformAsync("two");
        // The LMS is updated first, and has to go back because of Studio.
        var broken = await _server.BuildPlatformAsync("broken", change: "echo 'raise SystemExit(\"this version is broken\")' >cms/wsgi.py");
        await using var lms = await _server.LoadAsync(s_lms);
        await using var studio = await _server.LoadAsync(s_studio);

        var database = await _server.ContainerOfAsync("mysql");
        Succeeded(await _server.DeployAsync(two));
        Assert.Equal(database, await _server.ContainerOfAsync("mysql"));
        Assert.Contains("version two", await _server.ReadAsync(s_lms), StringComparison.Ordinal);
        Assert.Contains("version two", await _server.ReadAsync(s_studio), StringComparison.Ordinal);

        var refused = await _server.DeployAsync(broken);

        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("this version is broken", refused.Error, StringComparison.Ordinal);
        Assert.Contains("what was deployed before runs again", refused.Error, StringComparison.Ordinal);
        Assert.Contains("version two", await _server.ReadAsync(s_lms), StringComparison.Ordinal);
        Assert.Contains("version two", await _server.ReadAsync(s_studio), StringComparison.Ordinal);
        await AssertThatItServesAsync();
        Assert.Contains(await lms.EndAsync(), page => page.Contains("version broken", StringComparison.Ordinal));
        Assert.DoesNotContain(await studio.EndAsync(), page => page.Contains("version broken", StringComparison.Ordinal));
    }

    private static void Succeeded(Outcome deployment) => Assert.True(deployment.ExitCode == 0, deployment.ToString());

    private async Task AssertThatItServesAsync()
    {
        await _server.ReadAsync(Server.Page("", "/heartbeat?extended"));
        await _server.ReadAsync(Server.Page("studio.", "/heartbeat?extended"));
        await _server.ReadAsync(Server.Page("notes.", "/heartbeat/"));
        await _server.ReadAsync(Server.Page("discovery.", "/health/"));
        await _server.ReadAsync(Server.Page("credentials.", "/health/"));
        await _server.ReadAsync(Server.Page("apps.", "/learner-dashboard/"));
        await _server.ReadAsync(Server.Page("meilisearch.", "/health"));
        Assert.Contains("id=\"main\"", await _server.ReadAsync(s_lms), StringComparison.Ordinal);
        Assert.Contains("id=\"main\"", await _server.ReadAsync(s_studio), StringComparison.Ordinal);
    }
}
