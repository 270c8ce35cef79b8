using System.Text.Json;
using Devstack.OpenEdx.Releases;
using Devstack.Tests;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class UpgradeTests
{
    [Theory]
    [InlineData("koa", "master", "devstack")]
    [InlineData("ulmo", "verawood", "compose")]
    [InlineData("redwood", "sumac", "kubernetes")]
    public async Task TheStepsAreInTheirOrder(string from, string to, string target)
    {
        var run = await CommandLineRun.OfAsync(["upgrade", "--from", from, "--release", to, "--target", target]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches(run.Output, test: $"{from}-{to}");
    }

    [Fact]
    public async Task NothingIsDoneForTheReleaseThatRuns() =>
        Assert.Equal("verawood is what runs: nothing to upgrade.\n", (await CommandLineRun.OfAsync(["upgrade", "--from", "verawood", "--release", "verawood"])).Output);

    [Theory]
    [InlineData("verawood", "ulmo", "No upgrade leads from 'verawood' to 'ulmo'.")]
    [InlineData("ulmo", "miniature", "No upgrade leads from 'ulmo' to 'miniature'.")]
    [InlineData("ullmo", "verawood", "unknown release 'ullmo'. Did you mean 'ulmo'?")]
    public async Task WhatLeadsNowhereIsAnError(string from, string to, string error)
    {
        var run = await CommandLineRun.OfAsync(["upgrade", "--from", from, "--release", to]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScriptsGetTheStepsAsData()
    {
        var run = await CommandLineRun.OfAsync(["upgrade", "--from", "teak", "--release", "verawood", "--format", "json"]);

        var steps = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(step => step.GetProperty("to").GetString());
        Assert.Equal(["ulmo", "verawood"], steps);
    }

    [Fact]
    public void EveryCommandIsOneOfThePlatform()
    {
        var commands = File.ReadLines(Repository.PathTo("tests", "OpenEdx.Tests", "Facts", "management-commands.txt")).Select(line => line.Split('\t')[0]).ToHashSet();

        // The forum is a package of its own: openedx-forum.
        string[] elsewhere = ["forum_migrate_course_from_mongodb_to_mysql", "waffle_flag"];
        Assert.All(
            ReleaseCatalog.All.SelectMany(release => release.Upgrade is { } upgrade ? upgrade.Before.Concat(upgrade.After) : []).Where(step => step.Service is not null),
            step => Assert.True(commands.Contains(step.Arguments!.Split(' ')[0]) || elsewhere.Contains(step.Arguments.Split(' ')[0]), step.Arguments));
    }
}
