using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Aspire.Hosting.MySql;

/// <summary>Logs in to a server, or to a database on it, and sends a ping.</summary>
internal sealed class MySqlHealthCheck(IResourceWithConnectionString resource) : IHealthCheck
{
    // A login takes milliseconds; a server that needs longer than this is of no use to anybody yet.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public static HealthCheckRegistration Register(string key, IResourceWithConnectionString resource) =>
        new(key, new MySqlHealthCheck(resource), HealthStatus.Unhealthy, tags: null) { Timeout = s_timeout };

    // What is thrown here becomes the report's text.
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (resource is MySqlDatabaseResource { CreationFailure: { } failure })
        {
            return new(context.Registration.FailureStatus, failure);
        }

        // Asked each time: a server that was started again may have another port, WithPassword another password.
        var connectionString = await resource.GetConnectionStringAsync(cancellationToken);

        // No pool: it would answer with a connection to a server that has been replaced.
        var settings = new MySqlConnectionStringBuilder(connectionString!) { Pooling = false };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        return await connection.PingAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : new(context.Registration.FailureStatus, $"'{resource.Name}' took the login but doesn't answer a ping.");
    }
}
