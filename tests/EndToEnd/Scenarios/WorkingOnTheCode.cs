using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

public sealed class WorkingOnTheCode(MiniatureStack miniature)
{
    private const string RemoteRoot = "/openedx/edx-platform";
    private const string Heartbeat = "openedx/core/djangoapps/heartbeat/views.py";

    [Fact]
    public async Task ADebuggerStopsAtABreakpointInTheLms()
    {
        var status = await miniature.EnsureRunningAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(miniature.Checkout, Heartbeat), TestContext.Current.CancellationToken);
        var line = Array.FindIndex(lines, text => text.Contains("answer = {", StringComparison.Ordinal)) + 1;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));

        using var client = new DebugAdapterClient();
        await client.AttachAsync(await DebuggerPortAsync(), miniature.Checkout, RemoteRoot, limit.Token);
        var verified = await client.SetBreakpointAsync(Path.Combine(miniature.Checkout, Heartbeat), line, limit.Token);
        var request = miniature.Http.GetAsync(new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat"), limit.Token);
        var stop = await client.WaitForStopAsync(limit.Token);
        var answer = await request;

        Assert.True(verified);
        Assert.Equal((Path.Combine(miniature.Checkout, Heartbeat), line), stop);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task AServiceWaitsForADebuggerBeforeItsFirstLine()
    {
        await miniature.DevstackAsync("stop");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            var start = await miniature.DevstackAsync("run", "--detach", "--yes", "--wait-for-debugger", "lms");
            Assert.True(start.ExitCode == 0, start.ToString());
            await Eventually.GetAsync(async () => (await miniature.ContainersAsync()).GetValueOrDefault("lms")?.Status, status => status == "running", TimeSpan.FromMinutes(2));
            var settings = Path.Combine(miniature.Checkout, "lms/envs/common.py");
            var line = Array.FindIndex(await File.ReadAllLinesAsync(settings, limit.Token), text => text.StartsWith("SERVICE_VARIANT", StringComparison.Ordinal)) + 1;

            using var client = await DebugAdapterClient.WhenItListensAsync(await DebuggerPortAsync(), miniature.Checkout, RemoteRoot, limit.Token);
            await client.SetBreakpointAsync(settings, line, limit.Token);

            // The settings are read once, at the very beginning.
            Assert.Equal((settings, line), await client.WaitForStopAsync(limit.Token));
        }
        finally
        {
            await miniature.DevstackAsync("stop");
        }
    }

    [Fact]
    public async Task TheCheckoutHasWhatTheImageHasMade()
    {
        await miniature.EnsureRunningAsync();

        var plugins = await miniature.ExecAsync("lms", "python", "-c", "import importlib.metadata as m; print(*m.entry_points(group='lms.djangoapp').names)");
        var styles = await miniature.ExecAsync("lms", "ls", "lms/static/css");

        // Beside those of what is installed in the image.
        Assert.Contains("announcements", plugins.Text.Trim().Split(' '));
        Assert.Contains(".css", styles.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCheckoutStaysClean()
    {
        await miniature.EnsureRunningAsync();

        var strangers = await MiniatureStack.ExecuteAsync("find", miniature.Checkout, "!", "-user", "1000");
        var compiled = await MiniatureStack.ExecuteAsync("find", miniature.Checkout, "-name", "__pycache__");

        Assert.Equal(("", ""), (strangers, compiled));
    }

    // "127.0.0.1:5678"
    private async Task<int> DebuggerPortAsync() =>
        int.Parse((await MiniatureStack.ExecuteAsync("docker", "port", miniature.Stack.ContainerName("lms"), "5678/tcp")).Split(':')[^1]);
}
