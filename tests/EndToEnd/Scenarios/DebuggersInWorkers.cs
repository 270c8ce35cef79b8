using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

public sealed class DebuggersInWorkers(MiniatureStack miniature)
{
    private const string Tasks = "common/djangoapps/student/tasks.py";

    [Fact]
    public async Task ADebuggerStopsInATask()
    {
        await miniature.EnsureRunningAsync();
        var file = Path.Combine(miniature.Checkout, Tasks);
        var line = Array.FindIndex(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken), text => text.Contains("user = get_user_model()", StringComparison.Ordinal)) + 1;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var port = int.Parse((await MiniatureStack.ExecuteAsync("docker", "port", miniature.Stack.ContainerName("lms-worker"), "5678/tcp")).Split(':')[^1]);

        using var client = new DebugAdapterClient();
        await client.AttachAsync(port, miniature.Checkout, "/openedx/edx-platform", limit.Token);
        var verified = await client.SetBreakpointAsync(file, line, limit.Token);
        var sent = await Terminal.WithInputAsync(
            miniature.Folder, "from common.djangoapps.student.tasks import send_activation_email; send_activation_email.delay(1)\n", "python", "lms");
        var stop = await client.WaitForStopAsync(limit.Token);

        Assert.True(sent.ExitCode == 0, sent.ToString());
        Assert.True(verified);
        Assert.Equal((file, line), stop);
    }
}
