using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("stauts", "There is no verb 'stauts'. Did you mean 'status'?\nSee ./devstack --help\n")]
    [InlineData("run --detatch", "There is no option '--detatch'. Did you mean '--detach'?\nSee ./devstack run --help\n")]
    [InlineData("config explan ports", "There is no verb 'explan'. Did you mean 'explain'?\nThere is no verb 'ports'.\nSee ./devstack config --help\n")]
    [InlineData("stop now", "'now' is one word too many.\nSee ./devstack stop --help\n")]
    [InlineData("run --wait", "--wait goes with --detach: in the foreground, run shows by itself when everything is ready.\nSee ./devstack run --help\n")]
    [InlineData("run --detach --wait --timeout soon", "'soon' isn't a length of time. Write for example 90s, 10m or 1h30m.\nSee ./devstack run --help\n")]
    [InlineData("deploy --target compose --host server", "'server' is no address of a server; write --host ssh://user@host.\nSee ./devstack deploy --help\n")]
    [InlineData("deploy --target compose --host ssh://server --context c", "--host is for Docker Compose and --context for Kubernetes; name one of them.\nSee ./devstack deploy --help\n")]
    [InlineData("run --release verawod", "unknown release 'verawod'. Did you mean 'verawood'?")]
    [InlineData("--release", "--release needs a value. See ./devstack --help.\n")]
    [InlineData("status --set host", "--set host: write KEY=VALUE, for example --set host=learn.example.org.\n")]
    public async Task AMistakeIsNamedWithTheNearestWordAndEndsWith2(string words, string error)
    {
        var run = await CommandLineRun.OfAsync(words.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(error.EndsWith('\n') ? error : run.Error, run.Error);
        Assert.Contains(error.Split(": ")[^1].TrimEnd(), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongKeyIsToldWithoutAStackTrace()
    {
        var run = await CommandLineRun.OfAsync(["status", "--set", "hots=learn.example.org"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("hots", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("run --release miniature")]
    [InlineData("--release miniature")]
    [InlineData("--operation publish --step publish-compose --output-path out")]
    public async Task WhatNeedsTheModelGoesOnInThisProcess(string words)
    {
        var stack = TestFolders.NewStack();

        var run = await CommandLineRun.OfAsync([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--set", $"name={stack.Name}"]);

        Assert.Equal((null, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void AspiresArgumentsPassUntouchedBesideDevstacksOwn()
    {
        var arguments = DevstackArguments.Split(
            ["--operation", "publish", "--release=miniature", "--step", "publish", "--config", "a.yaml", "--set", "host=x", "--set=a=b", "--output-path", "out"]);

        Assert.Equal(["--operation", "publish", "--step", "publish", "--output-path", "out"], arguments.ForAspire);
        Assert.Equal(("miniature", "a.yaml"), (arguments.Selection.Release, arguments.Selection.ConfigFile));
        Assert.Equal(["host=x", "a=b"], arguments.Selection.Settings);
        Assert.Equal(
            ["--release", "miniature", "--config", "a.yaml", "--devstack:set:0", "host=x", "--devstack:set:1", "a=b"],
            arguments.Selection.ToHostArguments());
    }

    [Fact]
    public async Task ARunningStackIsNotStartedAgain()
    {
        var stack = TestFolders.NewStack();
        using var hold = await Running.StackLock.TryAcquireAsync(stack, TestContext.Current.CancellationToken);
        await Statuses.Of(stack, StackPhase.Ready).WriteAsync(stack, TestContext.Current.CancellationToken);

        var run = await CommandLineRun.OnAsync(stack, "run");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{stack.Name} runs already (process 4711). Stop it first: ./devstack stop", run.Error, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:18888/login?t=abc", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("10", null)]
    [InlineData("", null)]
    [InlineData("0s", null)]
    public void ALengthOfTimeIsReadAsPeopleTypeIt(string text, int? seconds)
    {
        var isTime = Verbs.Durations.TryParse(text, out var duration);

        Assert.Equal(seconds, isTime ? (int)duration.TotalSeconds : null);
    }
}
