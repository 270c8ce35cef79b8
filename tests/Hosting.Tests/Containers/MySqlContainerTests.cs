using Devstack.Hosting.Tests.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Devstack.Hosting.Tests.Containers;

[Collection(ContainersCollection.Name)]
public class MySqlContainerTests(DatastoreApplication datastores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AServerBecomesHealthyWithAPasswordOfAnyCharacters()
    {
        await datastores.HealthyAsync("mysql");

        Assert.Equal("1", await QueryAsync("mysql", "SELECT 1"));
        Assert.Equal(AppModel.NastyPassword, new MySqlConnectionStringBuilder(await datastores.ConnectionStringAsync("mysql")).Password);
    }

    [Fact]
    public async Task ADatabaseIsThereOnceItIsHealthyWhateverItsName()
    {
        await datastores.HealthyAsync("openedx");

        Assert.Equal("open`edx;", await QueryAsync("openedx", "SELECT DATABASE()"));
    }

    [Fact]
    public async Task ACreationScriptMakesWhatItSays()
    {
        await datastores.HealthyAsync("notes");

        Assert.Equal("made by the script", await QueryAsync("notes", "SELECT text FROM notes"));
    }

    [Fact]
    public async Task InitFilesRanAtTheFirstStart()
    {
        await datastores.HealthyAsync("mysql");

        Assert.Equal("1", await QueryAsync("mysql", "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'from_init_files'"));
    }

    [Fact]
    public async Task AScriptThatFindsItsDatabaseIsNoFailure()
    {
        await datastores.HealthyAsync("present");

        Assert.Contains("was there already", await datastores.LogAsync("present"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFailedCreationFailsItsDatabaseAndNoOther()
    {
        var failed = await datastores.WaitForAsync("broken", snapshot => snapshot.State?.Text == KnownResourceStates.FailedToStart);
        await datastores.HealthyAsync("openedx");

        Assert.Equal(KnownResourceStateStyles.Error, failed.Snapshot.State?.Style);
        Assert.Contains("Database 'broken' couldn't be created: ", await datastores.LogAsync("broken"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFailedCreationIsInTheHealthReport()
    {
        await datastores.WaitForAsync("broken", snapshot => snapshot.State?.Text == KnownResourceStates.FailedToStart);

        var health = await AppModel.AskHealthAsync(datastores.Application.Services, "broken_check");

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.StartsWith("Database 'broken' couldn't be created: ", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatIsStartedAgainHasItsDatabasesAgain()
    {
        await datastores.HealthyAsync("openedx");
        // The client of another test is on its way to the server that goes now.
        await datastores.WaitForAsync("client", snapshot => snapshot.ExitCode is not null);
        var container = await QueryAsync("mysql", "SELECT @@hostname");

        await datastores.Application.ResourceCommands.ExecuteCommandAsync("mysql", KnownResourceCommands.RestartCommand, Cancellation);

        // A restart makes a new container, here with a new, empty data folder.
        await DatastoreApplication.EventuallyAsync(async () =>
            await QueryAsync("openedx", "SELECT @@hostname") != container
            && await QueryAsync("notes", "SELECT text FROM notes") == "made by the script");
        await datastores.HealthyAsync("openedx");
    }

    [Fact]
    public async Task AContainerConnectsWithWhatAReferenceGivesIt()
    {
        var ended = await datastores.WaitForAsync("client", snapshot => snapshot.ExitCode is not null);

        Assert.True(ended.Snapshot.ExitCode == 0, await datastores.LogAsync("client"));
    }

    private async Task<string?> QueryAsync(string resource, string sql)
    {
        await using var connection = new MySqlConnection(await datastores.ConnectionStringAsync(resource));
        await connection.OpenAsync(Cancellation);
        await using var command = new MySqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString();
    }
}
