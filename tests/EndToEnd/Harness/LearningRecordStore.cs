using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Devstack.EndToEnd.Harness;

/// <summary>A learning record store on this machine: the resource <c>statements</c> of xAPI 1.0.3, behind a name and a password. It keeps nothing beyond a scenario.</summary>
internal sealed class LearningRecordStore : IAsyncDisposable
{
    /// <summary>Who logs in.</summary>
    public const string User = "platform";

    private readonly HttpListener _listener = new();
    private readonly int _port = FreePort();
    private readonly ConcurrentDictionary<string, JsonElement> _statements = new();
    private readonly Task _serving;

    public LearningRecordStore()
    {
        _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://*:{_port}/xapi/"));
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public string Password { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether it answers with an error, as a proxy does in front of a store that is down.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often it was asked since it started.</summary>
    public int Asked { get; private set; }

    /// <summary>How often by somebody with another password.</summary>
    public int Refused { get; private set; }

    /// <summary>Where containers reach it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://{OutsideServers.Host}:{_port}/xapi/");

    /// <summary>What it has, in no order.</summary>
    public IReadOnlyCollection<JsonElement> Statements => [.. _statements.Values];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
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

            Asked++;
            context.Response.Headers["X-Experience-API-Version"] = "1.0.3";
            context.Response.StatusCode = (int)await AnswerAsync(context.Request);
            context.Response.Close();
        }
    }

    private async Task<HttpStatusCode> AnswerAsync(HttpListenerRequest request)
    {
        if (IsDown)
        {
            return HttpStatusCode.ServiceUnavailable;
        }

        if (request.Headers["Authorization"] != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}")
        {
            Refused++;
            return HttpStatusCode.Unauthorized;
        }

        if (request.Url!.AbsolutePath != "/xapi/statements")
        {
            return HttpStatusCode.NotFound;
        }

        if (request.Headers["X-Experience-API-Version"]?.StartsWith("1.0", StringComparison.Ordinal) is not true)
        {
            return HttpStatusCode.BadRequest;
        }

        using var body = await JsonDocument.ParseAsync(request.InputStream);
        return request.HttpMethod switch
        {
            "PUT" => Put(request.QueryString["statementId"], body.RootElement),
            "POST" => Post(body.RootElement),
            _ => HttpStatusCode.MethodNotAllowed,
        };
    }

    private HttpStatusCode Put(string? id, JsonElement statement) =>
        id is null || statement.GetProperty("id").GetString() != id ? HttpStatusCode.BadRequest
        : _statements.TryAdd(id, statement.Clone()) ? HttpStatusCode.NoContent : HttpStatusCode.Conflict;

    private HttpStatusCode Post(JsonElement statements)
    {
        var all = statements.ValueKind is JsonValueKind.Array ? [.. statements.EnumerateArray()] : new[] { statements };
        return all.All(statement => _statements.TryAdd(statement.GetProperty("id").GetString()!, statement.Clone())) ? HttpStatusCode.OK : HttpStatusCode.Conflict;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
