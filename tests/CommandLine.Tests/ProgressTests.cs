using Devstack.CommandLine.Output;
using Devstack.Hosting.Containers.Stacks;
using Xunit;
using static Devstack.CommandLine.Tests.Statuses;

namespace Devstack.CommandLine.Tests;

public class ProgressTests
{
    private static readonly StackIdentity Verawood = new("devstack-verawood");

    [Fact]
    public void OnlyWhatChangedIsALine()
    {
        var before = Of(Verawood, StackPhase.Starting, Service("mysql", "Starting", ""), Service("lms", "Waiting", ""), Image("openedx-image", "Pulling"));
        var after = Of(Verawood, StackPhase.Starting, Service("mysql", seconds: 5.1), Service("lms", "Waiting", ""), Image("openedx-image", "Pulling"), Job("migrate", detail: "exit code 2"));

        var progress = new Progress();
        progress.Next(before, 1);

        Assert.Equal(
            ["[  12.0 s] mysql                    ready after 5.1 s", "[  12.0 s] migrate                  failed: exit code 2"],
            progress.Next(after, 12));
    }

    [Fact]
    public void ContainersThatEndWhileAStackStopsAreNoFailures()
    {
        var progress = new Progress();

        Assert.Equal(
            ["[  50.0 s] Stopping. Press Ctrl+C again to end at once."],
            progress.Next(Of(Verawood, StackPhase.Stopping, Service("redis", "Exited", "", "exit code 143")), 50));
    }

    [Fact]
    public void ASignOfLifeNamesWhatWorksBeforeWhatWaits()
    {
        var status = Of(
            Verawood, StackPhase.Starting, Service("mysql"), Service("cms", "Waiting", ""), Service("lms", health: "Unhealthy", detail: "503"), Service("a", "", ""), Service("b", "", ""), Service("c", "", ""));

        Assert.Equal(
            "[  40.0 s] 1 of 6 ready; waiting for lms (running, not healthy yet (503)), cms (waiting), a (pending), b (pending) and 1 more",
            ProgressText.Waiting(status, 40));
    }

    [Fact]
    public void AFailureComesWithTheLastLinesOfWhatFailed()
    {
        var status = Of(Verawood, StackPhase.Failed, Service("lms", "Exited", "", "exit code 3\nTraceback\nKeyError: 'X'"));

        Assert.Equal(
            ["'lms' failed (exit code 3). See ./devstack logs lms.", "The last lines of lms:", "  Traceback", "  KeyError: 'X'"],
            ProgressText.Failures(status));
    }

    [Fact]
    public void TheAddressesEndWithTheDashboardAndTheTimeThatItTook()
    {
        var status = Of(
            Verawood,
            StackPhase.Ready,
            Service("lms") with { Urls = [new("LMS", "http://local.openedx.io:8000")] },
            Service("cms") with { Urls = [new("Studio", "http://studio.local.openedx.io:8001"), new("again", "http://local.openedx.io:8000")] });

        Assert.Equal(
            """
            LMS        http://local.openedx.io:8000
            Studio     http://studio.local.openedx.io:8001
            Dashboard  http://127.0.0.1:18888/login?t=abc
            verawood is ready after 42.5 s.

            """,
            UrlTable.Write(status));
    }

    [Theory]
    [InlineData(3.44, "3.4 s")]
    [InlineData(75, "75 s")]
    [InlineData(250, "4 min 10 s")]
    public void ALengthOfTimeIsAsPreciseAsPeopleNeed(double seconds, string text) => Assert.Equal(text, Seconds.Text(seconds));
}
