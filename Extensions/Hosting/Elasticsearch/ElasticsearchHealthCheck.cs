using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Elasticsearch;

/// <summary>Asks a server for the health of its cluster.</summary>
internal sealed class ElasticsearchHealthCheck(ElasticsearchResource resource) : IHealthCheck
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    // For all checks. A server that was started again gets new connections; the machine's proxy has no way to containers.
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) });

    public static HealthCheckRegistration Register(string key, ElasticsearchResource resource) =>
        new(key, new ElasticsearchHealthCheck(resource), HealthStatus.Unhealthy, tags: null) { Timeout = s_timeout };

    // What is thrown here becomes the report's text.
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Asked each time: a server that was started again may have another port.
        var address = new Uri((await ((IResourceWithConnectionString)resource).GetConnectionStringAsync(cancellationToken))!);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/_cluster/health"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
        using var response = await s_client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();

        // Yellow is as good as one node gets: it has nowhere to put replicas.
        var health = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var status = health.GetProperty("status").GetString();
        return status is "green" or "yellow"
            ? HealthCheckResult.Healthy($"The cluster is {status}.")
            : new(context.Registration.FailureStatus, $"The cluster is {status}.");
    }
}
