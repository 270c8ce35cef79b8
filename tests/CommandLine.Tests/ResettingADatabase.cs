using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.CommandLine.Tests;

public sealed class ResettingADatabase
{
    private readonly StackIdentity _stack = TestFolders.NewStack();
    private readonly FakeEngine _engine = new();

    public ResettingADatabase() => _engine
        .WithContainer(_stack, "mysql").WithContainer(_stack, "cms").WithContainer(_stack, "mongodb")
        .WithJob(_stack, "openedx-database", prepares: "mysql")
        .WithJob(_stack, "lms-migrations", after: "checkouts,openedx-database")
        .WithJob(_stack, "checkouts")
        .WithJob(_stack, "cms-migrations", after: "lms-migrations")
        .WithJob(_stack, "search-index", after: "cms-migrations,search-key", prepares: "mongo,search")
        .WithJob(_stack, "search-key")
        .WithJob(_stack, "notes-database", prepares: "notes")
        .WithJob(_stack, "notes-migrations", after: "notes-database")
        .WithJob(_stack, "notes-index", after: "notes-migrations", prepares: "search")
        .WithJob(_stack, "notes-oauth", after: "lms-migrations")
        // One that a person runs has no place in a start.
        .WithContainer(_stack, "notes-refresh", "exited");

    [Fact]
    public async Task ThePlatformsOwn_BringsBackWhatServicesWroteThere()
    {
        var run = await ResetAsync("mysql");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("--execute DROP DATABASE IF EXISTS `openedx`", _engine.Calls[0], StringComparison.Ordinal);
        Assert.Equal(["openedx-database", "lms-migrations", "cms-migrations", "notes-oauth", "search-index"], Jobs());
    }

    [Fact]
    public async Task AServices_TouchesNoOther()
    {
        var run = await ResetAsync("notes");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("--execute DROP DATABASE IF EXISTS `notes`", _engine.Calls[0], StringComparison.Ordinal);
        Assert.Equal(["notes-database", "notes-migrations", "notes-index"], Jobs());
    }

    [Fact]
    public async Task TheSearchEngines_IsFilledByAllWhoSearch()
    {
        await ResetAsync("search");

        Assert.Equal(["notes-index", "search-index"], Jobs());
    }

    [Fact]
    public async Task OneThatIsNotThere_IsNamedBesideThoseThatAre()
    {
        var run = await ResetAsync("discovery");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no datastore 'discovery', so nothing was deleted. There are: mysql, mongo, redis, search, notes.", run.Error, StringComparison.Ordinal);
        Assert.Empty(_engine.Calls);
    }

    private Task<CommandLineRun> ResetAsync(string datastore) => CommandLineRun.OnAsync(_stack, $"db reset {datastore} --yes", _engine);

    private IEnumerable<string> Jobs() => _engine.Calls
        .Where(call => call.StartsWith("start --attach ", StringComparison.Ordinal))
        .Select(call => call[$"start --attach {_stack.Name}-".Length..]);
}
