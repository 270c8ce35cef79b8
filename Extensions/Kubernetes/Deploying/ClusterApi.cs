using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>An API server, by the connection and credentials of KubernetesClient. Objects go by server-side apply: what others set stays theirs.</summary>
internal sealed class ClusterApi(k8s.Kubernetes client)
{
    /// <summary>Who owns the fields that a deployment sets.</summary>
    public const string FieldManager = "devstack";

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _kinds = [];

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
        return await SendAsync(HttpMethod.Patch, await PathOfAsync(item, cancellationToken) + query, item.Body, cancellationToken);
    }

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

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(method, path, body, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return (await JsonNode.ParseAsync(stream, cancellationToken: cancellationToken))!.AsObject();
    }

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/apply-patch+yaml"));
        }

        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }

        HttpResponseMessage response;
        try
        {
            response = await client.HttpClient.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new DeployException($"The API server at {client.BaseUri} doesn't answer: {error.Message} Check 'kubectl get nodes', or name another context with --context.", error);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        response.Dispose();
        throw new ClusterException(response.StatusCode, MessageOf(text) ?? $"{(int)response.StatusCode} {response.ReasonPhrase}");
    }

    private static string? MessageOf(string text)
    {
        try
        {
            return (string?)JsonNode.Parse(text)?["message"];
        }
        catch (JsonException)
        {
            return text.Length > 0 ? text : null;
        }
    }
}
