using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.CommandLine.Tests;

public sealed class SnapshotsOfAStack
{
    private readonly StackIdentity _stack = TestFolders.NewStack();
    private readonly List<string> _asked = [];
    private readonly FakeEngine _engine;

    public SnapshotsOfAStack()
    {
        // It answers the third time.
        _engine = new() { Exec = (container, _, _) => new(_asked.Count(other => other == container) < 3 ? Note(container) : 0, "") };
        foreach (var service in new[] { "lms", "lms-beat", "notes", "xqueue-consumer" })
        {
            _engine.WithContainer(_stack, service, volume: service is "lms-beat" ? "lms-data" : "", labels: [("devstack.code", service)]);
        }

        _engine
            .WithContainer(_stack, "mysql", volume: "mysql-data")
            .WithContainer(_stack, "discovery-search", volume: "discovery-search-data")
            .WithContainer(_stack, "learning", volume: "node-modules")
            .WithContainer(_stack, "web")
            .WithContainer(_stack, "cms", "exited", labels: [("devstack.code", "cms")])
            .WithJob(_stack, "openedx-database", prepares: "mysql")
            .WithJob(_stack, "lms-migrations", after: "openedx-database")
            .WithVolume(_stack, "mysql-data").WithVolume(_stack, "discovery-search-data").WithVolume(_stack, "lms-data")
            .WithVolume(_stack, "node-modules", ("devstack.made", "true"));
    }

    [Fact]
    public async Task AllThatHasCodeStandsStillAndAllThatKeepsDataEndsMeanwhile()
    {
        var run = await RunAsync("snapshot save before");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var calls = _engine.Calls.SkipWhile(call => !call.StartsWith("pause", StringComparison.Ordinal)).ToList();
        Assert.Equal($"pause {Names("lms", "lms-beat", "notes", "xqueue-consumer")}", calls[0]);
        Assert.Equal($"stop {Names("mysql", "discovery-search")}", calls[1]);
        Assert.StartsWith("run --rm", calls[2], StringComparison.Ordinal);
        Assert.Equal([$"start {Names("mysql")}", $"start {Names("discovery-search")}"], calls[3..5]);
        Assert.Equal(["lms", "lms-beat", "notes", "xqueue-consumer"], calls[5..].Select(call => call[$"unpause {_stack.Name}-".Length..]));
    }

    [Fact]
    public async Task WhatCanBeMadeAgainIsNoPartOfIt()
    {
        await RunAsync("snapshot save before");

        Assert.EndsWith(" snapshot discovery-search-data lms-data mysql-data", Copying(), StringComparison.Ordinal);
        Assert.DoesNotContain("node-modules", Copying(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneOfTheSameStateIsLoadedAndNoJobRuns()
    {
        await RunAsync("snapshot save before");

        var run = await RunAsync("snapshot load before --yes");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain(_engine.Calls, call => call.StartsWith("start --attach", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AfterOneFromBeforeAService_TheJobsRunAgain()
    {
        await RunAsync("snapshot save before");
        _engine.WithJob(_stack, "notes-database", prepares: "notes");

        await RunAsync("snapshot load before --yes");

        Assert.Equal(["lms-migrations", "notes-database", "openedx-database"], _engine.Calls
            .Where(call => call.StartsWith("start --attach", StringComparison.Ordinal))
            .Select(call => call[$"start --attach {_stack.Name}-".Length..])
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ServicesGoOnWhenTheirDatabaseAnswers()
    {
        await RunAsync("snapshot save before");

        Assert.Equal([.. Enumerable.Repeat(_stack.ContainerName("mysql"), 3)], _asked);
        Assert.Equal(4, _engine.Calls.Count(call => call.StartsWith("unpause", StringComparison.Ordinal)));
    }

    private int Note(string container)
    {
        _asked.Add(container);
        return 1;
    }

    private Task<CommandLineRun> RunAsync(string verb) => CommandLineRun.OnAsync(_stack, verb, _engine);

    private string Copying() => _engine.Calls.Single(call => call.StartsWith("run --rm", StringComparison.Ordinal));

    private string Names(params string[] resources) => string.Join(' ', resources.Select(_stack.ContainerName));
}
