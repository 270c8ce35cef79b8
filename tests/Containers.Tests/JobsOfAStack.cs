using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>What becomes of a job whose AppHost was killed while it ran.</summary>
public sealed class JobsOfAStack : IAsyncDisposable
{
    private readonly TakenJob _job = new(job => job.AsJob(new(["sh", "-c", "migrate"])));

    [Fact]
    public async Task OneThatStillRuns_IsWaitedFor()
    {
        await LeaveAsync("running");

        await RunAsync();

        Assert.Equal(["start test-job", "logs --follow test-job"], _job.Engine.Calls);
    }

    [Fact]
    public async Task OneThatStillRunsAsItIsNoLongerWanted_EndsFirst()
    {
        await LeaveAsync("running", fingerprint: "another");

        await RunAsync();

        Assert.Equal(["logs --follow test-job", "remove job", "create", "unpack", "start test-job", "logs --follow test-job"], _job.Engine.Calls.Select(ShortOf));
    }

    [Fact]
    public async Task OneThatWasKilled_IsMadeAgain()
    {
        await LeaveAsync("exited", exitCode: 137);

        await RunAsync();

        Assert.Equal(["remove job", "create", "unpack", "start test-job", "logs --follow test-job"], _job.Engine.Calls.Select(ShortOf));
    }

    public ValueTask DisposeAsync() => _job.DisposeAsync();

    private static string ShortOf(string call) => call.Split(' ') is ["create" or "unpack", ..] words ? words[0] : call;

    private async Task LeaveAsync(string status, int exitCode = 0, string? fingerprint = null)
    {
        var wanted = (await _job.PlanAsync()).FingerprintOf(_job.Resource);
        _job.Engine.Containers.Add(FakeEngine.Container("job", status, exitCode, fingerprint ?? wanted));
    }

    private async Task RunAsync() => await _job.TakeAsync(await _job.PlanAsync(), KnownResourceStates.Exited);
}
