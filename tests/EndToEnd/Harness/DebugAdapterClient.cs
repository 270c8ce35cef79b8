using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Devstack.EndToEnd.Harness;

/// <summary>A client of the Debug Adapter Protocol, as an editor is one: attaches, sets a breakpoint, sees it hit.</summary>
internal sealed class DebugAdapterClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly Queue<JsonObject> _early = new();
    private int _sequence;

    /// <summary>Attaches to a program that begins: the port is published before something listens behind it.</summary>
    public static Task<DebugAdapterClient> WhenItListensAsync(int port, string localRoot, string remoteRoot, CancellationToken cancellationToken) =>
        Eventually.GetAsync(
            async () =>
            {
                var client = new DebugAdapterClient();
                try
                {
                    await client.AttachAsync(port, localRoot, remoteRoot, cancellationToken);
                    return client;
                }
                catch (Exception error) when (error is IOException or SocketException)
                {
                    client.Dispose();
                    return null!;
                }
            },
            client => client is not null,
            TimeSpan.FromMinutes(2));

    public async Task AttachAsync(int port, string localRoot, string remoteRoot, CancellationToken cancellationToken)
    {
        await _client.ConnectAsync("127.0.0.1", port, cancellationToken);
        await RequestAsync("initialize", new() { ["clientID"] = "test", ["adapterID"] = "debugpy", ["pathFormat"] = "path" }, cancellationToken);
        // Answered only after configurationDone, hence not awaited here.
        await SendAsync("attach", new()
        {
            ["justMyCode"] = false,
            ["pathMappings"] = new JsonArray(new JsonObject { ["localRoot"] = localRoot, ["remoteRoot"] = remoteRoot }),
        }, cancellationToken);
        await UntilAsync(message => (string?)message["event"] == "initialized", cancellationToken);
    }

    public async Task<bool> SetBreakpointAsync(string file, int line, CancellationToken cancellationToken)
    {
        var answer = await RequestAsync("setBreakpoints", new()
        {
            ["source"] = new JsonObject { ["path"] = file },
            ["breakpoints"] = new JsonArray(new JsonObject { ["line"] = line }),
        }, cancellationToken);
        await RequestAsync("configurationDone", [], cancellationToken);
        return (bool)answer["body"]!["breakpoints"]![0]!["verified"]!;
    }

    /// <summary>Waits until a breakpoint is hit, and returns the file and line where the program stands.</summary>
    public async Task<(string File, int Line)> WaitForStopAsync(CancellationToken cancellationToken)
    {
        var stopped = await UntilAsync(message => (string?)message["event"] == "stopped", cancellationToken);
        var thread = (int)stopped["body"]!["threadId"]!;
        var trace = await RequestAsync("stackTrace", new() { ["threadId"] = thread }, cancellationToken);
        var frame = trace["body"]!["stackFrames"]![0]!;
        var place = ((string)frame["source"]!["path"]!, (int)frame["line"]!);
        await RequestAsync("continue", new() { ["threadId"] = thread }, cancellationToken);
        return place;
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonObject> RequestAsync(string command, JsonObject arguments, CancellationToken cancellationToken)
    {
        var sequence = await SendAsync(command, arguments, cancellationToken);
        return await UntilAsync(message => (string?)message["type"] == "response" && (int)message["request_seq"]! == sequence, cancellationToken);
    }

    private async Task<int> SendAsync(string command, JsonObject arguments, CancellationToken cancellationToken)
    {
        var message = new JsonObject { ["seq"] = ++_sequence, ["type"] = "request", ["command"] = command, ["arguments"] = arguments };
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), cancellationToken);
        await _client.GetStream().WriteAsync(body, cancellationToken);
        return _sequence;
    }

    // Events come between answers: what isn't asked for now is kept for later.
    private async Task<JsonObject> UntilAsync(Func<JsonObject, bool> wanted, CancellationToken cancellationToken)
    {
        for (var i = _early.Count; i > 0; i--)
        {
            var message = _early.Dequeue();
            if (wanted(message))
            {
                return message;
            }

            _early.Enqueue(message);
        }

        while (true)
        {
            var message = await ReadAsync(cancellationToken);
            if (wanted(message))
            {
                return message;
            }

            _early.Enqueue(message);
        }
    }

    private async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        for (var line = await ReadLineAsync(cancellationToken); line.Length > 0; line = await ReadLineAsync(cancellationToken))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line["Content-Length:".Length..]);
            }
        }

        var body = new byte[length];
        await _client.GetStream().ReadExactlyAsync(body, cancellationToken);
        return JsonNode.Parse(body)!.AsObject();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _client.GetStream().ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }
}
