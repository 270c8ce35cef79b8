using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Devstack.Publishing.Targets;
using k8s.Exceptions;
using Polly;
using Polly.Retry;

namespace Devstack.Kubernetes.Deploying;

/// <summary>An API server, by the connection and credentials of KubernetesClient. Objects go by server-side apply: what others set stays theirs.</summary>
/// <remarks>All requests may be repeated, and are when the server is busy or away for a moment: a control plane that is upgraded, say.</remarks>
/// <param name="client">The connection.</param>
/// <param name="progress">Takes a line for each wait.</param>
/// <param name="time">The clock.</param>
/// <param name="pause">The first wait for a server that is away; each further one is twice as long.</param>
internal sealed class ClusterApi(k8s.Kubernetes client, TextWriter progress, TimeProvider time, TimeSpan pause)
{
    /// <summary>Who owns the fields that a deployment sets.</summary>
    public const string FieldManager = "devstack";

    /// <summary>Who owns the fields that are other ones during a maintenance.</summary>
    public const string MaintenanceManager = "devstack-maintenance";

    private const string ApplyType = "application/apply-patch+yaml";
    private const string MergeType = "application/merge-patch+json";
    private const int Attempts = 6;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _kinds = [];

    private ResiliencePipeline Patience => field ??= new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new()
        {
            ShouldHandle = retry => ValueTask.FromResult(_hasAnswered && retry.Outcome.Exception is ClusterException { IsAway: true }),
            MaxRetryAttempts = Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = pause,
            MaxDelay = s_longestWait,
            DelayGenerator = retry => ValueTask.FromResult<TimeSpan?>(
                retry.Outcome.Exception is ClusterException { RetryAfter: { } asked } ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, pause.Ticks, s_longestWait.Ticks)) : null),
            OnRetry = async retry => await progress.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"The API server is away ({((ClusterException)retry.Outcome.Exception!).Said}); asking again in {retry.RetryDelay.TotalSeconds:0.#} s, {Attempts - 1 - retry.AttemptNumber} more times at most.")),
        })
        .Build();

    // Who never answered is a wrong address, which no wait makes right.
    private bool _hasAnswered;

    /// <summary>The server's version, for example <c>v1.33.1</c>.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (string)(await SendAsync(HttpMethod.Get, "version", null, cancellationToken))["gitVersion"]!;

    /// <summary>An object as it is now; <see langword="null"/> when it isn't there.</summary>
    public async Task<JsonObject?> FindAsync(Manifest item, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, await PathOfAsync(item, cancellationToken), null, cancellationToken);
        }
        catch (ClusterException error) when (error.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Applies an object, and returns it as it is then.</summary>
    /// <param name="item">The object.</param>
    /// <param name="isForced">Whether fields of other managers are taken over.</param>
    /// <param name="isDryRun">Whether nothing is kept.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<JsonObject> ApplyAsync(Manifest item, bool isForced, bool isDryRun, CancellationToken cancellationToken)
    {
        var query = $"?fieldManager={FieldManager}&fieldValidation=Strict&force={(isForced ? "true" : "false")}{(isDryRun ? "&dryRun=All" : "")}";
        return await SendAsync(HttpMethod.Patch, await PathOfAsync(item, cancellationToken) + query, new(item.Body, ApplyType), cancellationToken);
    }

    /// <summary>Changes single fields of an object that is there, for as long as a maintenance takes, and returns it as it is then.</summary>
    /// <param name="item">The object.</param>
    /// <param name="fields">The fields; <see langword="null"/> takes one away.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<JsonObject> ChangeAsync(Manifest item, JsonObject fields, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Patch, await PathOfAsync(item, cancellationToken) + $"?fieldManager={MaintenanceManager}&fieldValidation=Strict", new(fields, MergeType), cancellationToken);

    /// <summary>Deletes an object with what belongs to it; one that isn't there is none to delete.</summary>
    public async Task DeleteAsync(Manifest item, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, await PathOfAsync(item, cancellationToken) + "?propagationPolicy=Background", null, cancellationToken);
        }
        catch (ClusterException error) when (error.Status is HttpStatusCode.NotFound)
        {
        }
    }

    /// <summary>The pods with certain labels.</summary>
    public async Task<IReadOnlyList<JsonObject>> PodsAsync(string space, string selector, CancellationToken cancellationToken)
    {
        var list = await SendAsync(HttpMethod.Get, $"api/v1/namespaces/{space}/pods?labelSelector={Uri.EscapeDataString(selector)}", null, cancellationToken);
        return [.. (list["items"]?.AsArray() ?? []).OfType<JsonObject>()];
    }

    /// <summary>The last lines of a container.</summary>
    public async Task<string> LogAsync(string space, string pod, string container, int lines, bool isPrevious, CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(HttpMethod.Get, $"api/v1/namespaces/{space}/pods/{pod}/log?container={container}&tailLines={lines}{(isPrevious ? "&previous=true" : "")}", null, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private async Task<string> PathOfAsync(Manifest item, CancellationToken cancellationToken)
    {
        var group = item.ApiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{item.ApiVersion}" : $"api/{item.ApiVersion}";
        if (!_kinds.TryGetValue(group, out var kinds))
        {
            _kinds[group] = kinds = await KindsAsync(group, item, cancellationToken);
        }

        if (!kinds.TryGetValue(item.Kind, out var plural))
        {
            throw Unknown(item);
        }

        return item.Namespace is { } space ? $"{group}/namespaces/{space}/{plural}/{item.Name}" : $"{group}/{plural}/{item.Name}";
    }

    private async Task<IReadOnlyDictionary<string, string>> KindsAsync(string group, Manifest item, CancellationToken cancellationToken)
    {
        try
        {
            var list = await SendAsync(HttpMethod.Get, group, null, cancellationToken);
            return list["resources"]!.AsArray()
                .Where(resource => !((string)resource!["name"]!).Contains('/', StringComparison.Ordinal))
                .DistinctBy(resource => (string)resource!["kind"]!)
                .ToDictionary(resource => (string)resource!["kind"]!, resource => (string)resource!["name"]!);
        }
        catch (ClusterException error) when (error.Status is HttpStatusCode.NotFound)
        {
            throw Unknown(item);
        }
    }

    private static DeployException Unknown(Manifest item) => new(
        $"The cluster knows no {item.Kind} of {item.ApiVersion}, which '{item.Name}' is. Install what serves it (the folder's README.md says what the cluster needs), or publish without it.");

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, Content? body, CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(method, path, body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return TryParse(text) ?? throw new DeployException($"What answers at {client.BaseUri} is no API server: it gives no JSON for {path}. Check 'kubectl get nodes', or name another context with --context.");
    }

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, Content? body, CancellationToken cancellationToken) =>
        await Patience.ExecuteAsync(async token => await AnswerAsync(method, path, body, token), cancellationToken);

    private async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, Content? body, CancellationToken cancellationToken)
    {
        try
        {
            var response = await OnceAsync(method, path, body, cancellationToken);
            _hasAnswered = true;
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await RefusalAsync(method, path, response, cancellationToken);
            }
        }
        // The second is the client's own limit for one request.
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ClusterException(null, error.Message, $"The API server at {client.BaseUri} doesn't answer: {error.Message} Check 'kubectl get nodes', or name another context with --context.", error);
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(HttpMethod method, string path, Content? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.Json.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(body.Type));
        }

        if (client.Credentials is { } credentials)
        {
            try
            {
                await credentials.ProcessHttpRequestAsync(request, cancellationToken);
            }
            catch (KubeConfigException error)
            {
                throw new DeployException($"kubeconfig gives no credentials for {client.BaseUri}: {error.Message} Log in to the cluster again, or name another context with --context.", error);
            }
        }

        return await client.HttpClient.SendAsync(request, cancellationToken);
    }

    private async Task<ClusterException> RefusalAsync(HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var status = TryParse(text);
        var said = (string?)status?["message"] ?? (text.Length > 0 ? text.Trim() : $"{(int)response.StatusCode} {response.ReasonPhrase}");
        var asked = $"{method.Method.ToLowerInvariant()} {path.Split('?')[0]}";
        return new(response.StatusCode, said, response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => $"The API server at {client.BaseUri} doesn't know who you are: {said}\nLog in to the cluster again, or name another context with --context.",
            HttpStatusCode.Forbidden => $"You lack a right in the cluster at {client.BaseUri}, to {asked}: {said}\nAsk who administers the cluster for it, or name another context with --context.",
            _ => $"The API server at {client.BaseUri} refuses to {asked}: {said}",
        })
        {
            Causes = [.. (status?["details"]?["causes"]?.AsArray() ?? []).Select(cause => (string?)cause?["message"] ?? "")],
            RetryAfter = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null,
        };
    }

    private static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="Json">What is sent.</param>
    /// <param name="Type">How it is meant.</param>
    private sealed record Content(JsonObject Json, string Type);
}
