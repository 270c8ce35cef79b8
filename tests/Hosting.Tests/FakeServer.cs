using System.Net;
using System.Net.Sockets;

namespace Devstack.Hosting.Tests;

/// <summary>An HTTP server that gives the same answer to everything and remembers what it was asked.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="status">The status code of each answer.</param>
    /// <param name="body">The JSON of each answer; null never answers.</param>
    public FakeServer(int status, string? body)
    {
        Port = FreePort();
        _listener.Prefixes.Add($"http://localhost:{Port}/");
        _listener.Start();
        _ = AnswerAsync(status, body);
    }

    public int Port { get; }

    public List<(string Path, string? Authorization)> Requests { get; } = [];

    public static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Close();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(int status, string? body)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var context = await _listener.GetContextAsync();
            Requests.Add((context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"]));
            if (body is null)
            {
                continue;
            }

            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await using (var writer = new StreamWriter(context.Response.OutputStream))
            {
                await writer.WriteAsync(body);
            }
        }
    }
}
