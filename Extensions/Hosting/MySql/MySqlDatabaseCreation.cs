using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Aspire.Hosting.MySql;

/// <summary>Creates the databases of a server that has just become ready.</summary>
internal sealed class MySqlDatabaseCreation(ResourceLoggerService loggers, ResourceNotificationService notifications)
{
    public async Task CreateAllAsync(MySqlServerResource server, CancellationToken cancellationToken)
    {
        foreach (var database in server.DatabaseResources)
        {
            await CreateAsync(database, cancellationToken);
        }
    }

    internal static string Script(MySqlDatabaseResource database) =>
        database.TryGetLastAnnotation<MySqlCreationScriptAnnotation>(out var annotation)
            ? annotation.Script
            : $"CREATE DATABASE IF NOT EXISTS {new MySqlCommandBuilder().QuoteIdentifier(database.DatabaseName)};";

    private async Task CreateAsync(MySqlDatabaseResource database, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(database);
        database.CreationFailure = null;
        try
        {
            await RunAsync(Script(database), database.Parent, cancellationToken);
            logger.LogInformation("Database '{Database}' is there.", database.DatabaseName);
        }
        catch (MySqlException exception) when (exception.ErrorCode is MySqlErrorCode.DatabaseCreateExists)
        {
            // A script without IF NOT EXISTS, run again on a data volume.
            logger.LogInformation("Database '{Database}' was there already: {Reason}", database.DatabaseName, exception.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // This database fails, its server and its sisters go on.
            var reason = $"Database '{database.DatabaseName}' couldn't be created: {exception.Message}";
            database.CreationFailure = reason;
            logger.LogError(exception, "{Reason}", reason);
            await notifications.PublishUpdateAsync(database, snapshot => snapshot with
            {
                State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            });
        }
    }

    private static async Task RunAsync(string script, MySqlServerResource server, CancellationToken cancellationToken)
    {
        var connectionString = await ((IResourceWithConnectionString)server).GetConnectionStringAsync(cancellationToken);
        var settings = new MySqlConnectionStringBuilder(connectionString!)
        {
            Pooling = false,
            AllowUserVariables = true, // SET @x = ... in a script isn't a parameter of ours
        };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = script;
        command.CommandTimeout = 0; // a script may load data for minutes; stopping the application cancels it
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
