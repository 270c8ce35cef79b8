using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class OperationVerbsTests
{
    private readonly StackIdentity _stack = TestFolders.NewStack();
    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task APasswordGoesToStandardInputAlone()
    {
        _engine.WithContainer(_stack, "lms");

        var run = await CommandLineRun.OnAsync(_stack, "user create ann ann@example.com --staff", _engine);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("ann ann@example.com true false", Assert.Single(_engine.Calls), StringComparison.Ordinal);
        Assert.Equal([FakeSecrets.Typed], _engine.Inputs);
        Assert.DoesNotContain(FakeSecrets.Typed, _engine.Calls[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("waffle a.b on", "./manage.py lms waffle_flag --everyone --create -- a.b")]
    [InlineData("waffle a.b off", "./manage.py lms waffle_flag --deactivate --create -- a.b")]
    [InlineData("waffle a.b off --switch", "./manage.py lms waffle_switch --create -- a.b off")]
    [InlineData("assets", "npm run build-dev")]
    public async Task AVerbIsTheCommandOfItsOperation(string verb, string command)
    {
        _engine.WithContainer(_stack, "lms");

        var run = await CommandLineRun.OnAsync(_stack, verb, _engine);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"exec {_stack.ContainerName("lms")} {command}", Assert.Single(_engine.Calls));
    }

    [Fact]
    public async Task WhatDeletesDataAsksFirst()
    {
        _engine.WithContainer(_stack, "mysql").WithContainer(_stack, "openedx-database", "exited");

        var refused = await CommandLineRun.OnAsync(_stack, "db reset mysql", _engine, answer: "n\n");
        var unanswered = await CommandLineRun.OnAsync(_stack, "db reset mysql", _engine);

        Assert.Equal((1, true), (refused.ExitCode, refused.Error.EndsWith("Nothing was done.\n", StringComparison.Ordinal)));
        Assert.Equal(2, unanswered.ExitCode);
        Assert.Empty(_engine.Calls);
    }

    [Fact]
    public async Task ADatabaseIsNotDroppedWhenItCouldNotBeMadeAgain()
    {
        _engine.WithContainer(_stack, "mysql").WithContainer(_stack, "openedx-database", "exited");

        var run = await CommandLineRun.OnAsync(_stack, "db reset mysql --yes", _engine);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("No job of", run.Error, StringComparison.Ordinal);
        Assert.Empty(_engine.Calls);
    }

    [Theory]
    [InlineData("theme set ../etc", "'../etc' can't be a theme")]
    [InlineData("theme set indigo --site a'b", "'a'b' can't be a site")]
    [InlineData("snapshot save Before!", "'Before!' can't name a snapshot")]
    [InlineData("snapshot load before", "has no snapshot 'before'. It has none at all.")]
    [InlineData("course import no-such-folder", "'no-such-folder' is neither a folder")]
    public async Task AMistakeIsNamedBeforeAnythingIsDone(string verb, string error)
    {
        _engine.WithContainer(_stack, "lms").WithContainer(_stack, "cms");

        var run = await CommandLineRun.OnAsync(_stack, $"{verb} --yes", _engine);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_engine.Calls, call => call.StartsWith("exec", StringComparison.Ordinal));
    }
}
