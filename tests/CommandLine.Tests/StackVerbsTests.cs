using System.Text.Json;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Tests;
using Xunit;
using static Devstack.CommandLine.Tests.Statuses;

namespace Devstack.CommandLine.Tests;

public class StackVerbsTests
{
    private readonly StackIdentity _stack = TestFolders.NewStack();
    private readonly FakeEngine _engine = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StopEndsTheAppHostAndThenWhatStillRuns()
    {
        _engine.WithContainer(_stack, "mysql").WithContainer(_stack, "lms", "exited");
        var appHosts = new FakeAppHosts(_stack, async host =>
        {
            await host.WriteAsync(StackPhase.Ready);
            await host.Terminated;
        });
        _stack.CreateFolder();
        appHosts.Start([], Path.Combine(_stack.Folder, "apphost.log"));
        await WaitForStatusAsync();

        var run = await CommandLineRun.OnAsync(_stack, "stop", _engine, appHosts);

        Assert.Equal((0, $"{_stack.Name} has stopped.\n"), (run.ExitCode, run.Output));
        Assert.Equal([$"stop {_stack.Name}-mysql"], _engine.Calls);
        Assert.False(StackLock.IsHeld(_stack));
    }

    [Fact]
    public async Task StopWithoutAnAppHostStopsTheContainersItself()
    {
        _engine.WithContainer(_stack, "mysql").WithContainer(TestFolders.NewStack(), "mysql");

        var run = await CommandLineRun.OnAsync(_stack, "stop", _engine);

        Assert.Equal((0, $"{_stack.Name} has stopped.\n"), (run.ExitCode, run.Output));
        Assert.Equal([$"stop {_stack.Name}-mysql"], _engine.Calls);
    }

    [Fact]
    public async Task TheOnlyStackThatRunsIsMeant()
    {
        var miniature = new StackIdentity("devstack-miniature");
        using var held = await StackLock.TryAcquireAsync(miniature, Cancellation);
        _engine.WithContainer(miniature, "lms");
        var empty = await EmptyConfigurationAsync();
        var sumac = Path.Combine(Path.GetDirectoryName(empty)!, "sumac.yaml");
        await File.WriteAllTextAsync(sumac, "release: sumac\n", Cancellation);

        var run = await CommandLineRun.OfAsync(["status", "--config", empty], _engine);
        var other = await CommandLineRun.OfAsync(["status", "--config", sumac], _engine);

        var reset = await CommandLineRun.OfAsync(["reset", "--yes", "--config", empty], _engine);

        Assert.Equal("The stack of the release 'miniature' is the only one that runs: it is meant.\n", run.Error);
        // Deleting is another matter.
        Assert.DoesNotContain("miniature", reset.Output + reset.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_engine.Calls, call => call.Contains("miniature", StringComparison.Ordinal));
        Assert.Contains("devstack-sumac doesn't run", other.Output, StringComparison.Ordinal);
        Assert.Equal("", other.Error);
    }

    [Fact]
    public async Task WhatAKilledAppHostHasLeftRunningIsStopped()
    {
        var miniature = new StackIdentity("devstack-miniature");
        _engine.WithContainer(miniature, "lms");

        var run = await CommandLineRun.OfAsync(["stop", "--config", await EmptyConfigurationAsync()], _engine);

        Assert.Equal((0, "devstack-miniature has stopped.\n"), (run.ExitCode, run.Output));
        Assert.Equal(["stop devstack-miniature-lms"], _engine.Calls);
    }

    [Fact]
    public async Task StopOfNothingIsASuccess()
    {
        var run = await CommandLineRun.OnAsync(_stack, "stop", _engine);

        Assert.Equal((0, $"{_stack.Name} doesn't run.\n"), (run.ExitCode, run.Output));
        Assert.Empty(_engine.Calls);
    }

    [Fact]
    public async Task ResetNamesWhatItDeletesAndKeepsTheVolumesUnlessTold()
    {
        _engine.WithContainer(_stack, "mysql", "exited").Volumes.Add($"{_stack.Name}-mysql-data");

        var run = await CommandLineRun.OnAsync(_stack, "reset", _engine, answer: "y\n");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"The containers:\n  {_stack.Name}-mysql\n", run.Error, StringComparison.Ordinal);
        Assert.Contains($"rm {_stack.Name}-mysql", _engine.Calls);
        Assert.DoesNotContain($"volume rm {_stack.Name}-mysql-data", _engine.Calls);
    }

    [Fact]
    public async Task ResetWithVolumesDeletesTheDataOfThisStackOnly()
    {
        _engine.WithContainer(_stack, "mysql", "exited").Volumes.Add($"{_stack.Name}-mysql-data");

        var run = await CommandLineRun.OnAsync(_stack, "reset --volumes --yes", _engine);

        Assert.Equal((0, true), (run.ExitCode, run.Output.EndsWith("Deleted 1 containers and 1 volumes.\n", StringComparison.Ordinal)));
        Assert.Equal(
            [
                $"volume ls --format {{{{.Name}}}} --filter label=devstack.stack={_stack.Name}", $"rm {_stack.Name}-mysql",
                $"network ls --format {{{{.Name}}}} --filter label=devstack.stack={_stack.Name}", "network rm", $"volume rm {_stack.Name}-mysql-data",
            ],
            _engine.Calls);
    }

    [Theory]
    [InlineData("n\n", 1, "Nothing was deleted.\n")]
    [InlineData("\n", 1, "Nothing was deleted.\n")]
    [InlineData(null, 2, "Nobody is there to answer: add --yes.\n")]
    public async Task ResetDeletesNothingWithoutAYes(string? answer, int exitCode, string error)
    {
        _engine.WithContainer(_stack, "mysql", "exited");

        var run = await CommandLineRun.OnAsync(_stack, "reset", _engine, answer: answer);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.EndsWith(error, run.Error, StringComparison.Ordinal);
        Assert.Empty(_engine.Calls);
    }

    [Fact]
    public async Task LogsOfOneServiceAreBareAndLogsOfAllAreNamed()
    {
        _engine.WithContainer(_stack, "lms").WithContainer(_stack, "mysql");

        var one = await CommandLineRun.OnAsync(_stack, "logs lms --follow --tail 5", _engine);
        var all = await CommandLineRun.OnAsync(_stack, "logs", _engine);

        Assert.Equal("a line of id-lms\n", one.Output);
        Assert.Equal("lms   | a line of id-lms\nmysql | a line of id-mysql\n", all.Output);
        Assert.Equal(["logs --follow --tail 5 id-lms", "logs id-lms", "logs id-mysql"], _engine.Calls);
    }

    [Fact]
    public async Task LogsOfAnUnknownServiceNameTheNearest()
    {
        _engine.WithContainer(_stack, "lms").WithContainer(_stack, "lms-worker");

        var run = await CommandLineRun.OnAsync(_stack, "logs lsm", _engine);

        Assert.Equal((2, $"{_stack.Name} has no service 'lsm'. Did you mean 'lms'? Services: lms, lms-worker.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task LogsOfAServiceThatHasNotStartedSayHowFarItIs()
    {
        await Of(_stack, StackPhase.Starting, Service("lms", "Waiting", "")).WriteAsync(_stack, Cancellation);

        var run = await CommandLineRun.OnAsync(_stack, "logs lms", _engine);

        Assert.Equal((1, "'lms' has no container: waiting.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task StatusShowsEveryServiceAndItsAddress()
    {
        using var hold = await StackLock.TryAcquireAsync(_stack, Cancellation);
        await Of(
            _stack,
            StackPhase.Failed,
            Service("mysql", seconds: 4.2),
            Job("migrate", detail: "exit code 1\nno such table"),
            Service("lms", "Waiting", "") with { Urls = [new("LMS", "http://lms")] },
            Service("shell", Readiness.OnDemand, ""),
            Service("openedx", Readiness.NoState, "")).WriteAsync(_stack, Cancellation);

        var run = await CommandLineRun.OnAsync(_stack, "status");

        Assert.Equal(0, run.ExitCode);
        Golden.Matches(run.Output.Replace(_stack.Name, "STACK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StatusOfAKilledAppHostIsStopped()
    {
        await Of(_stack, StackPhase.Ready, Service("lms")).WriteAsync(_stack, Cancellation);

        var text = await CommandLineRun.OnAsync(_stack, "status");
        var json = await CommandLineRun.OnAsync(_stack, "status --format json");

        Assert.Equal($"{_stack.Name} doesn't run. Start it: ./devstack run\n", text.Output);
        Assert.Equal("stopped", JsonDocument.Parse(json.Output).RootElement.GetProperty("phase").GetString());
    }

    [Fact]
    public async Task ReleasesAreAListForPeopleAndDataForScripts()
    {
        var text = await CommandLineRun.OfAsync(["releases"]);
        var json = await CommandLineRun.OfAsync(["releases", "--format", "json"]);

        Assert.Contains("\nminiature ", text.Output, StringComparison.Ordinal);
        Assert.Contains("the default", text.Output, StringComparison.Ordinal);
        Assert.Contains(JsonDocument.Parse(json.Output).RootElement.EnumerateArray(), release => release.GetProperty("name").GetString() == "verawood");
    }

    [Fact]
    public async Task ConfigExplainsWhoSetAKeyAndSetWritesIt()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "devstack.yaml");

        var set = await CommandLineRun.OfAsync(["config", "set", "host", "learn.example.org", "--config", file]);
        var explain = await CommandLineRun.OfAsync(["config", "explain", "host", "--config", file, "--set", "host=other.example.org"]);
        var show = await CommandLineRun.OfAsync(["config", "show", "--format", "json", "--config", file]);
        var schema = await CommandLineRun.OfAsync(["config", "schema"]);

        Assert.Equal((0, 0, 0, 0), (set.ExitCode, explain.ExitCode, show.ExitCode, schema.ExitCode));
        Assert.Contains("other.example.org", explain.Output, StringComparison.Ordinal);
        Assert.Contains("--set host", explain.Output, StringComparison.Ordinal);
        Assert.Contains("learn.example.org", explain.Output, StringComparison.Ordinal);
        Assert.Contains(
            JsonDocument.Parse(show.Output).RootElement.EnumerateArray(),
            key => key.GetProperty("key").GetString() == "host" && key.GetProperty("value").GetString() == "learn.example.org");
        Assert.NotNull(JsonDocument.Parse(schema.Output));
    }

    private async Task WaitForStatusAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        await foreach (var _ in Stacks.StatusFeed.FollowAsync(_stack, Task.Delay(Timeout.Infinite, limit.Token), limit.Token))
        {
            return;
        }
    }

    private static async Task<string> EmptyConfigurationAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "empty.yaml");
        await File.WriteAllTextAsync(file, "platformName: Ours\n", Cancellation);
        return file;
    }
}
