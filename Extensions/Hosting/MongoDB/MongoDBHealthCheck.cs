using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Aspire.Hosting.MongoDB;

/// <summary>Logs in to a server and sends a ping to one of its databases.</summary>
internal sealed class MongoDBHealthCheck(IResourceWithConnectionString resource, string databaseName) : IHealthCheck
{
    // A login takes milliseconds; a server that needs longer than this is of no use to anybody yet.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    // Shorter, so that the report has the driver's reason rather than "timed out".
    private static readonly TimeSpan s_selectionTimeout = TimeSpan.FromSeconds(5);

    public static HealthCheckRegistration Register(string key, IResourceWithConnectionString resource, string databaseName) =>
        new(key, new MongoDBHealthCheck(resource, databaseName), HealthStatus.Unhealthy, tags: null) { Timeout = s_timeout };

    // What is thrown here becomes the report's text.
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Asked each time: a server that was started again may have another port.
        var settings = MongoClientSettings.FromConnectionString(await resource.GetConnectionStringAsync(cancellationToken));
        settings.ServerSelectionTimeout = s_selectionTimeout;
        settings.DirectConnection = true; // this server answers for itself, whatever replica set it is in

        // Clients with equal settings share their connections, and disposing one closes them for all:
        // a name of its own keeps this one apart from the checks of the server's other databases.
        settings.ApplicationName = context.Registration.Name;
        using var client = new MongoClient(settings);
        await client.GetDatabase(databaseName).RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellationToken);

        return HealthCheckResult.Healthy();
    }
}
