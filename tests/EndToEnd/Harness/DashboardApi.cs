using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>What the dashboard has received, by its own API.</summary>
internal static class DashboardApi
{
    /// <summary>Asks for <c>resources</c>, <c>traces</c> or <c>logs</c>, for example <c>logs?resource=lms</c>.</summary>
    public static async Task<JsonNode> AskAsync(string dashboard, string question)
    {
        // The key that Aspire makes for the dashboard's API and keeps among the user's secrets.
        var key = new ConfigurationBuilder().AddUserSecrets("devstack-apphost").Build()["AppHost:DashboardApiKey"];
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-api-key", key);
        var text = await http.GetStringAsync(new Uri(new Uri(dashboard), $"/api/telemetry/{question}"), TestContext.Current.CancellationToken);
        return JsonNode.Parse(text) ?? throw new JsonException($"The dashboard says nothing about {question}.");
    }
}
