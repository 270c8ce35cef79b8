using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>An API server over HTTP with as much of the real one's rules as a deployment meets: discovery, server-side apply with conflicts and dry runs, immutable Jobs, status, pods and logs.</summary>
internal sealed class FakeApiServer : IDisposable
{
    private static readonly Dictionary<string, string[]> s_groups = new()
    {
        ["api/v1"] = ["Namespace", "ServiceAccount", "ConfigMap", "Secret", "Service", "PersistentVolumeClaim", "Pod"],
        ["apis/apps/v1"] = ["Deployment", "StatefulSet"],
        ["apis/batch/v1"] = ["Job", "CronJob"],
        ["apis/networking.k8s.io/v1"] = ["NetworkPolicy", "Ingress"],
        ["apis/policy/v1"] = ["PodDisruptionBudget"],
        ["apis/autoscaling/v2"] = ["HorizontalPodAutoscaler"],
        ["apis/keda.sh/v1alpha1"] = ["ScaledObject", "TriggerAuthentication"],
        ["apis/gateway.networking.k8s.io/v1"] = ["Gateway", "HTTPRoute"],
    };

    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly HashSet<string> _failed = [];
    private readonly FieldOwners _owners = new();
    private readonly FakeControllers _controllers;
    private int _number;

    public FakeApiServer()
    {
        _controllers = new(_objects, _owners);
        Port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What was asked, in its order: <c>PATCH apis/batch/v1/namespaces/shop/jobs/migrate-1</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Who else owns a field: the end of a path, and the words of the refusal.</summary>
    public Dictionary<string, string> Conflicts { get; } = [];

    /// <summary>Which Jobs fail, by the beginning of their name.</summary>
    public HashSet<string> FailingJobs { get; } = [];

    /// <summary>Images with which no pod gets ready.</summary>
    public HashSet<string> BrokenImages { get; } = [];

    /// <summary>Workloads whose pods don't end.</summary>
    public HashSet<string> StuckPods => _controllers.StuckPods;

    /// <summary>Called when something has changed, before the answer.</summary>
    public Action<string>? Changed { get; set; }

    /// <summary>What goes wrong before a request is looked at.</summary>
    public List<Fault> Faults { get; } = [];

    public string Version { get; set; } = "v1.33.4";

    public string Log { get; set; } = "";

    public JsonObject? this[string kind, string name] =>
        _objects.Values.FirstOrDefault(item => (string)item["kind"]! == kind && (string)item["metadata"]!["name"]! == name);

    public IEnumerable<string> Names(string kind) => _objects.Values.Where(item => (string)item["kind"]! == kind).Select(item => (string)item["metadata"]!["name"]!).Order(StringComparer.Ordinal);

    public IEnumerable<string> Changes => Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal) && !request.Contains("dryRun", StringComparison.Ordinal));

    /// <summary>All objects without what the server notes for itself, to be compared.</summary>
    public string State() => string.Join('\n', _objects.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {FieldOwners.Plain(pair.Value).ToJsonString()}"));

    /// <summary>Somebody sets the number of pods, or an autoscaler does.</summary>
    public void Scale(string deployment, int count, string manager) =>
        _owners.Merge(_objects.Single(pair => pair.Key.EndsWith($"/deployments/{deployment}", StringComparison.Ordinal)).Key, this["Deployment", deployment]!, new() { ["spec"] = new JsonObject { ["replicas"] = count } }, manager);

    /// <summary>Whether pods of a workload are there, if only to end.</summary>
    public bool HasPods(string workload) => _controllers.HasPods(workload);

    /// <summary>Jobs fail no longer, but those that are there have.</summary>
    public void KeepFailures()
    {
        _failed.UnionWith(_objects.Values.Where(IsFailing).Select(item => (string)item["metadata"]!["uid"]!));
        FailingJobs.Clear();
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await ServeAsync(context);
            }
            catch (Exception error) when (error is HttpListenerException or IOException or ObjectDisposedException)
            {
                // Who asked was interrupted, and waits for no answer; others do.
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath.Trim('/');
        if (await FaultAsync(context, $"{context.Request.HttpMethod} {path}"))
        {
            return;
        }

        Requests.Add($"{context.Request.HttpMethod} {path}{(context.Request.Url.Query.Contains("dryRun", StringComparison.Ordinal) ? "?dryRun" : "")}");
        using var reader = new StreamReader(context.Request.InputStream);
        var (status, text) = Answer(context.Request, path, await reader.ReadToEndAsync());
        if (context.Request.HttpMethod is not "GET" && !context.Request.Url.Query.Contains("dryRun", StringComparison.Ordinal))
        {
            _controllers.React();
            Changed?.Invoke(Requests[^1]);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        // With its length it is one packet: the end of a chunked answer waits 40 ms for the client's acknowledgement.
        var answer = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength64 = answer.Length;
        await context.Response.OutputStream.WriteAsync(answer);
        context.Response.Close();
    }

    private async Task<bool> FaultAsync(HttpListenerContext context, string request)
    {
        if (Faults.Find(fault => fault.Times > 0 && request.Contains(fault.Request, StringComparison.Ordinal)) is not { } fault)
        {
            return false;
        }

        fault.Times--;
        fault.Seen++;
        if (fault.Status == 0)
        {
            // The connection ends within the answer.
            context.Response.ContentLength64 = 1000;
            await context.Response.OutputStream.WriteAsync("{"u8.ToArray());
            await context.Response.OutputStream.FlushAsync();
            context.Response.Abort();
            return true;
        }

        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.AddHeader("Retry-After", seconds);
        }

        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(fault.Text ?? Refusal(fault.Status, fault.Message).Text));
        context.Response.Close();
        return true;
    }

    private (int Status, string Text) Answer(HttpListenerRequest request, string path, string body) => request.HttpMethod switch
    {
        "GET" when path is "version" => (200, $$"""{"gitVersion":"{{Version}}"}"""),
        "GET" when path.EndsWith("/log", StringComparison.Ordinal) => (200, Log),
        "GET" when path.EndsWith("/pods", StringComparison.Ordinal) => (200, _controllers.Pods(request.QueryString["labelSelector"]!).ToJsonString()),
        "GET" when s_groups.TryGetValue(path, out var kinds) => (200, Discovery(kinds).ToJsonString()),
        "GET" => _objects.TryGetValue(path, out var found) ? (200, WithStatus(found).ToJsonString()) : Refusal(404, $"{path} not found"),
        "PATCH" when request.ContentType?.StartsWith("application/apply-patch+yaml", StringComparison.Ordinal) is true && request.QueryString["fieldManager"] is { Length: > 0 } => Apply(request, path, JsonNode.Parse(body)!.AsObject()),
        "PATCH" when request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.Ordinal) is true && request.QueryString["fieldManager"] is { Length: > 0 } manager => Merge(path, JsonNode.Parse(body)!.AsObject(), manager),
        "PATCH" => Refusal(415, "the server doesn't take this"),
        "DELETE" => _objects.Remove(path) ? (200, "{}") : Refusal(404, $"{path} not found"),
        _ => Refusal(405, "no such method"),
    };

    private (int Status, string Text) Apply(HttpListenerRequest request, string path, JsonObject item)
    {
        var isDryRun = request.QueryString["dryRun"] is "All";
        if (request.QueryString["force"] is not "true" && Conflicts.FirstOrDefault(conflict => path.EndsWith(conflict.Key, StringComparison.Ordinal)).Value is { } conflict)
        {
            return Refusal(409, conflict);
        }

        var metadata = item["metadata"]!.AsObject();
        if (metadata["namespace"] is { } space && !_objects.ContainsKey($"api/v1/namespaces/{space}"))
        {
            return Refusal(404, $"namespaces \"{space}\" not found");
        }

        var before = _objects.GetValueOrDefault(path);
        if (_owners.Apply(path, before, item, isForced: request.QueryString["force"] is "true", isDryRun) is { Count: > 0 } conflicts)
        {
            return Refusal(409, $"Apply failed with {conflicts.Count} conflicts", conflicts);
        }

        var isSame = before is not null && JsonNode.DeepEquals(before["spec"], item["spec"]);
        if (before is not null && !isSame && (string)item["kind"]! is "Job")
        {
            return Refusal(422, "Job is invalid: spec.template: field is immutable");
        }

        metadata["uid"] = before is null ? $"uid-{++_number}" : (string)before["metadata"]!["uid"]!;
        metadata["generation"] = before is null ? 1 : (int)before["metadata"]!["generation"]! + (isSame ? 0 : 1);
        metadata["resourceVersion"] = $"{++_number}";
        if (!isDryRun)
        {
            _objects[path] = item;
        }

        return (before is null ? 201 : 200, item.ToJsonString());
    }

    private (int Status, string Text) Merge(string path, JsonObject fields, string manager)
    {
        if (!_objects.TryGetValue(path, out var item))
        {
            return Refusal(404, $"{path} not found");
        }

        var spec = item["spec"]?.DeepClone();
        _owners.Merge(path, item, fields, manager);
        item["metadata"]!["generation"] = (int)item["metadata"]!["generation"]! + (JsonNode.DeepEquals(spec, item["spec"]) ? 0 : 1);
        return (200, WithStatus(item).ToJsonString());
    }

    // What a controller would have noted by now; at the first look nothing is done yet.
    private JsonObject WithStatus(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        var looks = item["looks"] is { } number ? (int)number : 0;
        item["looks"] = looks + 1;
        copy.Remove("looks");
        var generation = (int)item["metadata"]!["generation"]!;
        var replicas = item["spec"]?["replicas"] is { } wanted ? (int)wanted : 1;
        copy["status"] = (string)item["kind"]! switch
        {
            "Job" when looks < 1 => new JsonObject { ["active"] = 1 },
            "Job" when IsFailing(item) => new JsonObject { ["failed"] = 3, ["conditions"] = Condition("Failed", "True", "Job has reached the specified backoff limit") },
            "Job" => new JsonObject { ["succeeded"] = 1, ["conditions"] = Condition("Complete", "True", "") },
            "Deployment" or "StatefulSet" when IsBroken(item) => new JsonObject
            {
                ["observedGeneration"] = generation, ["replicas"] = replicas + 1, ["updatedReplicas"] = 1, ["availableReplicas"] = replicas, ["readyReplicas"] = replicas,
                ["conditions"] = Condition("Progressing", "False", "ReplicaSet has timed out progressing."),
            },
            "Deployment" or "StatefulSet" => new JsonObject { ["observedGeneration"] = generation, ["replicas"] = replicas, ["updatedReplicas"] = replicas, ["availableReplicas"] = replicas, ["readyReplicas"] = replicas },
            _ => null,
        };
        return copy;
    }

    private bool IsFailing(JsonObject item) => (string)item["kind"]! is "Job"
        && (_failed.Contains((string)item["metadata"]!["uid"]!) || FailingJobs.Any(name => ((string)item["metadata"]!["name"]!).StartsWith(name, StringComparison.Ordinal)));

    private bool IsBroken(JsonObject item) => BrokenImages.Contains((string)item["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!);

    private static JsonArray Condition(string type, string status, string message) => [new JsonObject { ["type"] = type, ["status"] = status, ["message"] = message }];

    private static JsonObject Discovery(string[] kinds) => new()
    {
        ["resources"] = new JsonArray([.. kinds.Select(kind => (JsonNode)new JsonObject { ["kind"] = kind, ["name"] = Plural(kind) })]),
    };

    private static string Plural(string kind) => kind.ToLowerInvariant() switch
    {
        var name when name.EndsWith('s') => name + "es",
        var name when name.EndsWith("cy", StringComparison.Ordinal) => name[..^1] + "ies",
        var name => name + "s",
    };

    private static (int Status, string Text) Refusal(int status, string message, IReadOnlyList<string>? causes = null) => (status, new JsonObject
    {
        ["kind"] = "Status", ["status"] = "Failure", ["code"] = status, ["message"] = message,
        ["details"] = new JsonObject { ["causes"] = new JsonArray([.. (causes ?? []).Select(cause => (JsonNode)new JsonObject { ["reason"] = "FieldManagerConflict", ["message"] = cause })]) },
    }.ToJsonString());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Something that goes wrong.</summary>
/// <param name="Request">A part of the request, for example <c>GET api/v1/namespaces/shop/pods</c>.</param>
/// <param name="Status">The answer's status; 0 for an answer that breaks off.</param>
internal sealed record Fault(string Request, int Status)
{
    /// <summary>How often it goes wrong yet.</summary>
    public int Times { get; set; } = int.MaxValue;

    /// <summary>How often it went wrong.</summary>
    public int Seen { get; set; }

    public string? RetryAfter { get; init; }

    public string Message { get; init; } = "something is wrong";

    /// <summary>The whole answer, in the place of a Status with the message.</summary>
    public string? Text { get; init; }
}
