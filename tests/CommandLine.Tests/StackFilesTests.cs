using System.Net;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Stacks;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.Configuration;
using Xunit;
using static Devstack.CommandLine.Tests.Statuses;

namespace Devstack.CommandLine.Tests;

public class StackFilesTests
{
    private readonly StackIdentity _stack = TestFolders.NewStack();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AStatusIsReadAsItWasWritten()
    {
        var written = Of(_stack, StackPhase.Failed, Service("lms", seconds: 1.5) with { Urls = [new("LMS", "http://x")] });
        _stack.CreateFolder();

        await written.WriteAsync(_stack, Cancellation);

        Assert.Equivalent(written, await StatusFeed.ReadAsync(_stack, Cancellation), strict: true);
    }

    [Fact]
    public async Task AStackWithoutAFileHasNoStatus() => Assert.Null(await StatusFeed.ReadAsync(_stack, Cancellation));

    [Fact]
    public async Task AFollowerSeesTheLastWordOfAnAppHostThatEnds()
    {
        var ended = new TaskCompletionSource();
        var seen = new List<StackPhase>();
        await Of(_stack, StackPhase.Starting).WriteAsync(_stack, Cancellation);

        await foreach (var status in StatusFeed.FollowAsync(_stack, ended.Task, Cancellation))
        {
            seen.Add(status.Phase);
            if (status.Phase is StackPhase.Starting)
            {
                await Of(_stack, StackPhase.Ready).WriteAsync(_stack, Cancellation);
            }
            else if (status.Phase is StackPhase.Ready)
            {
                await Of(_stack, StackPhase.Stopped).WriteAsync(_stack, Cancellation);
                ended.SetResult();
            }
        }

        Assert.Equal([StackPhase.Starting, StackPhase.Ready, StackPhase.Stopped], seen);
    }

    [Fact]
    public async Task AStackHasOneAppHostAtATime()
    {
        Assert.False(StackLock.IsHeld(_stack));

        using (var first = await StackLock.TryAcquireAsync(_stack, Cancellation))
        {
            Assert.NotNull(first);
            Assert.True(StackLock.IsHeld(_stack));
            Assert.Null(await StackLock.TryAcquireAsync(_stack, Cancellation));
        }

        Assert.False(StackLock.IsHeld(_stack));
        using var next = await StackLock.TryAcquireAsync(_stack, Cancellation);
        Assert.NotNull(next);
    }

    [Fact]
    public void OnlyItsOwnerReadsAStacksFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        _stack.CreateFolder();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_stack.Folder));
    }

    [Fact]
    public void ATakenPortIsPassedOverAndASetAddressKept()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://0.0.0.0:19301")])
            .Build();

        var addresses = DashboardAddresses.Missing(configuration, port => port != 18888, IPAddress.Parse("172.17.0.1"), lastForTraces: 19000);

        Assert.Equal(
            [
                new("ASPNETCORE_URLS", "http://127.0.0.1:18898"),
                new("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://172.17.0.1:19000"),
                new("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "http://127.0.0.1:18891"),
            ],
            addresses);
    }
}
