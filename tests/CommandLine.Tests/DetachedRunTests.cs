using Devstack.CommandLine.Running;
using Devstack.CommandLine.Stacks;
using Devstack.Hosting.Containers.Stacks;
using Xunit;
using static Devstack.CommandLine.Tests.Statuses;

namespace Devstack.CommandLine.Tests;

public class DetachedRunTests
{
    private readonly StackIdentity _stack = TestFolders.NewStack();

    [Fact]
    public async Task WaitingReturnsWithTheAddressesWhenTheStackIsReady()
    {
        var appHosts = new FakeAppHosts(_stack, async host =>
        {
            await host.WriteAsync(StackPhase.Starting, Service("lms", "Starting", ""));
            await host.WriteAsync(StackPhase.Ready, Service("lms", seconds: 3) with { Urls = [new("LMS", "http://lms")] });
            await host.Terminated;
        });

        var run = await CommandLineRun.OnAsync(_stack, "run --detach --wait", appHosts: appHosts);

        Assert.Equal((0, $"LMS        http://lms\nDashboard  http://127.0.0.1:18888/login?t=abc\nverawood is ready after 42.5 s.\n"), (run.ExitCode, run.Output));
        Assert.Contains("ready after 3.0 s", run.Error, StringComparison.Ordinal);
        Assert.Equal(["run", "--set", $"name={_stack.Name}"], appHosts.Arguments);
        appHosts.Terminate(0);
    }

    [Fact]
    public async Task WaitingTellsWhyAStackCanNotBecomeReady()
    {
        var appHosts = new FakeAppHosts(_stack, async host =>
        {
            await host.WriteAsync(StackPhase.Failed, Service("lms", "Exited", "", "exit code 3\nKeyError"));
            await host.Terminated;
        });

        var run = await CommandLineRun.OnAsync(_stack, "run --detach --wait", appHosts: appHosts);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("'lms' failed (exit code 3). See ./devstack logs lms.\nThe last lines of lms:\n  KeyError\n", run.Error, StringComparison.Ordinal);
        appHosts.Terminate(0);
    }

    [Fact]
    public async Task AnAppHostThatDiesIsNotWaitedFor()
    {
        var appHosts = new FakeAppHosts(_stack, host => host.WriteAsync(StackPhase.Starting));

        var run = await CommandLineRun.OnAsync(_stack, "run --detach --wait", appHosts: appHosts);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The AppHost ended before the stack was ready.", run.Error, StringComparison.Ordinal);
        Assert.Contains("  last line\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitingHasALimitAndNamesWhatIsMissing()
    {
        var appHosts = new FakeAppHosts(_stack, async host =>
        {
            await host.WriteAsync(StackPhase.Starting, Service("lms", "Waiting", ""));
            await host.Terminated;
        });

        var run = await CommandLineRun.OnAsync(_stack, "run --detach --wait --timeout 1s", appHosts: appHosts);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Not ready after 1.0 s.", run.Error, StringComparison.Ordinal);
        Assert.Contains("0 of 1 ready; waiting for lms (waiting)", run.Error, StringComparison.Ordinal);
        appHosts.Terminate(0);
    }

    [Fact]
    public async Task WithoutWaitingItReturnsOnceTheAppHostIsUp()
    {
        var appHosts = new FakeAppHosts(_stack, async host =>
        {
            await host.WriteAsync(StackPhase.Starting);
            await host.Terminated;
        });

        var run = await CommandLineRun.OnAsync(_stack, "run --detach", appHosts: appHosts);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{_stack.Name} starts in the background (process 4711, log ", run.Output, StringComparison.Ordinal);
        appHosts.Terminate(0);
    }

    [Fact]
    public async Task AStatusOfAnEarlierRunIsNotTakenForTheNewOnes()
    {
        await Of(_stack, StackPhase.Ready).WriteAsync(_stack, TestContext.Current.CancellationToken);
        var appHosts = new FakeAppHosts(_stack, _ => Task.CompletedTask);

        var run = await CommandLineRun.OnAsync(_stack, "run --detach --wait", appHosts: appHosts);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task AStackThatRunsAlreadyIsWaitedFor()
    {
        var appHosts = new FakeAppHosts(_stack, async host =>
        {
            await host.WriteAsync(StackPhase.Ready, Service("lms"));
            await host.Terminated;
        });
        _stack.CreateFolder();
        appHosts.Start([], Path.Combine(_stack.Folder, "apphost.log"));

        var run = await CommandLineRun.OnAsync(_stack, "run --detach --wait", appHosts: appHosts);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(appHosts.Arguments);
        appHosts.Terminate(0);
    }

    [Fact]
    public async Task ARealProcessRunsInASessionOfItsOwnWritesItsLogAndEndsOnSigterm()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        var appHosts = new AppHostProcesses(
            ["/bin/sh", "-c", "trap 'echo stopped; exit 0' TERM; cut -d ' ' -f 1,6 /proc/$$/stat; mkfifo \"$0\"; echo \"$@\"; read -r line <> \"$0\"", Path.Combine(Path.GetTempPath(), _stack.Name + ".fifo")]);
        _stack.CreateFolder();
        var log = Path.Combine(_stack.Folder, "apphost.log");

        var process = appHosts.Start(["run", "two words"], log);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!File.Exists(log) || !(await File.ReadAllTextAsync(log, limit.Token)).Contains("two words", StringComparison.Ordinal))
        {
            await Task.Delay(20, limit.Token);
        }

        appHosts.Terminate(process);
        await appHosts.WaitForExitAsync(process, limit.Token);

        Assert.Equal($"{process} {process}\nrun two words\nstopped\n", await File.ReadAllTextAsync(log, limit.Token));
    }
}
