using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CommunityToolkit.Aspire.Hosting.Meilisearch;

/// <summary>Asks a server whether it is available.</summary>
internal sealed class MeilisearchHealthCheck(MeilisearchResource resource) : IHealthCheck
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    // For all checks. A server that was started again gets new connections; the machine's proxy has no way to containers.
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) });

    public static HealthCheckRegistration Register(string key, MeilisearchResource resource) =>
        new(key, new MeilisearchHealthCheck(resource), HealthStatus.Unhealthy, tags: null) { Timeout = s_timeout };

    // What is thrown here becomes the report's text.
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Asked each time: a server that was started again may have another port.
        var address = await resource.UriExpression.GetValueAsync(cancellationToken);
        var health = await s_client.GetFromJsonAsync<JsonElement>(new Uri($"{address}/health"), cancellationToken);
        var status = health.GetProperty("status").GetString();

        return status is "available"
            ? HealthCheckResult.Healthy()
            : new(context.Registration.FailureStatus, $"The server is {status}.");
    }
}
