using System.Diagnostics;
using System.Text.Json.Nodes;
using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>What the dashboard receives from the services, by its own API.</summary>
public sealed class SeeingWhatHappens(MiniatureStack miniature)
{
    // The worker sends its gauges every five seconds, once it has its broker.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task ARequestIsATraceWithItsQuestionsToTheDatabase()
    {
        var status = await miniature.EnsureRunningAsync();

        using var response = await miniature.Http.GetAsync(new Uri(MiniatureStack.UrlOf(status, "LMS"), "/courses"), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();

        var spans = await Eventually.GetAsync(() => SpansAsync(status.Dashboard!, "lms"), found => Request(found) is not null, Patience);
        var request = Request(spans)!;
        var questions = spans.Where(span => Text(span, "parentSpanId") == Text(request, "spanId")).ToList();
        Assert.Contains(questions, span => Attribute(span, "db.query.text").StartsWith("SELECT", StringComparison.Ordinal));
        Assert.All(questions, span => Assert.Equal(Text(request, "traceId"), Text(span, "traceId")));
    }

    [Fact]
    public async Task ATaskIsInTheTraceOfWhoSentIt()
    {
        var status = await miniature.EnsureRunningAsync();

        // The extended heartbeat sends a task to a worker and waits for it; who asks says which trace it is.
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat?extended"));
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        using var response = await miniature.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();

        var sent = await Eventually.GetAsync(() => SpansAsync(status.Dashboard!, "lms", trace), found => Named(found, "send ") is not null, Patience);
        var send = Named(sent, "send ")!;
        var ran = await Eventually.GetAsync(() => SpansAsync(status.Dashboard!, "lms-worker", trace), found => Named(found, "run ") is not null, Patience);
        var task = Named(ran, "run ")!;
        Assert.Equal(Text(send, "spanId"), Text(task, "parentSpanId"));
        // What the request asks Redis for to send it, and the task to keep its result.
        Assert.Contains(sent, span => Is(span, "LPUSH", send["parentSpanId"]!));
        Assert.Contains(ran, span => Is(span, "SET", task["spanId"]!));
    }

    [Fact]
    public async Task LinesHaveTheirLevelsAndWorkersTheirQueues()
    {
        var status = await miniature.EnsureRunningAsync();

        var resources = await Eventually.GetAsync(
            async () => (await DashboardApi.AskAsync(status.Dashboard!, "resources")).AsArray(),
            found => found.Any(resource => Text(resource!, "name") == "lms-worker" && resource!["hasMetrics"]!.GetValue<bool>()),
            Patience);
        Assert.All(["lms", "cms", "lms-worker", "cms-worker"], name =>
            Assert.Contains(resources, resource => Text(resource!, "name") == name && resource!["hasLogs"]!.GetValue<bool>()));

        var lines = (await DashboardApi.AskAsync(status.Dashboard!, "logs?resource=lms-worker")).ToJsonString();
        // The level in the dashboard's own words, or OpenTelemetry's number for it.
        Assert.Matches("\"severityText\":\"Information\"|\"severityNumber\":9\\b", lines);
    }

    [Fact]
    public async Task ASlowRequestIsAWarning()
    {
        var status = await miniature.EnsureRunningAsync();
        var worker = miniature.Stack.ContainerName("lms-worker");
        await MiniatureStack.ExecuteAsync("docker", "pause", worker);
        try
        {
            // It waits seconds for a worker that doesn't answer.
            using var response = await miniature.Http.GetAsync(new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat?extended"), TestContext.Current.CancellationToken);
        }
        finally
        {
            await MiniatureStack.ExecuteAsync("docker", "unpause", worker);
        }

        var lines = await Eventually.GetAsync(
            () => miniature.DevstackAsync("logs", "lms", "--level", "warning", "--since", "2m"),
            outcome => outcome.Output.Contains("devstack.slow_requests", StringComparison.Ordinal),
            Patience);
        Assert.Matches(@"WARNING .*\[devstack\.slow_requests\] .*GET /heartbeat took \d+\.\d s", lines.Output);
    }

    private static bool Is(JsonNode span, string operation, JsonNode parent) =>
        Attribute(span, "db.system") == "redis" && Attribute(span, "db.operation.name") == operation && Text(span, "parentSpanId") == parent.GetValue<string>();

    private static JsonNode? Request(IEnumerable<JsonNode> spans) =>
        spans.FirstOrDefault(span => Attribute(span, "url.path") == "/courses" && Text(span, "parentSpanId").Length == 0);

    private static JsonNode? Named(IEnumerable<JsonNode> spans, string prefix) =>
        spans.FirstOrDefault(span => Text(span, "name").StartsWith(prefix, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<JsonNode>> SpansAsync(string dashboard, string resource) =>
    [
        .. from resourceSpans in (await DashboardApi.AskAsync(dashboard, $"traces?resource={resource}&limit=500"))["data"]!["resourceSpans"]!.AsArray()
           from scope in resourceSpans!["scopeSpans"]!.AsArray()
           from span in scope!["spans"]!.AsArray()
           select span,
    ];

    private static async Task<IReadOnlyList<JsonNode>> SpansAsync(string dashboard, string resource, string trace) =>
        [.. (await SpansAsync(dashboard, resource)).Where(span => Text(span, "traceId") == trace)];

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";

    private static string Attribute(JsonNode span, string key) =>
        span["attributes"]?.AsArray().FirstOrDefault(attribute => Text(attribute!, "key") == key)?["value"]?["stringValue"]?.GetValue<string>() ?? "";
}
