using System.Collections.Concurrent;
using Xunit;

namespace Devstack.Tests;

/// <summary>Requests one after the other from several clients, each on a new connection, until it is disposed of.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Clients = 4;
    private const int Excerpt = 200;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly Task[] _clients;
    private int _refused;

    /// <summary>Begins.</summary>
    /// <param name="address">What is asked for.</param>
    /// <param name="connect">Makes what a request goes by; without it the machine's resolver and its authorities are asked.</param>
    /// <param name="clients">How many ask at a time.</param>
    public Load(Uri address, Func<HttpMessageHandler>? connect = null, int clients = Clients) =>
        _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(() => AskAsync(address, connect ?? (() => new HttpClientHandler()))))];

    /// <summary>Ends it, and fails unless every request was answered.</summary>
    /// <returns>The answers.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_clients);
        var lost = _answers.Where(answer => answer.StartsWith("lost: ", StringComparison.Ordinal)).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {_answers.Count} requests were lost:\n{string.Join('\n', lost.Take(10))}");
        Assert.True(_refused * 1000 < _answers.Count, $"{_refused} handshakes were refused beside {_answers.Count} requests.");
        return [.. _answers];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_clients);
        _end.Dispose();
    }

    private async Task AskAsync(Uri address, Func<HttpMessageHandler> connect)
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = new HttpClient(connect()) { Timeout = s_patience };
            try
            {
                using var response = await client.GetAsync(address);
                var body = await response.Content.ReadAsStringAsync();
                _answers.Enqueue(response.IsSuccessStatusCode ? body : Lost($"{(int)response.StatusCode} {body[..Math.Min(body.Length, Excerpt)]}"));
            }
            catch (HttpRequestException error) when (IsOldCaddyReloading(error))
            {
                Interlocked.Increment(ref _refused);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                _answers.Enqueue(Lost(error.GetBaseException().Message));
            }
        }
    }

    // Caddy before 2.7 has no certificates in the first milliseconds of a reload (caddyserver/caddy#5623). Debian's is 2.6.
    private static bool IsOldCaddyReloading(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.SecureConnectionError && error.GetBaseException().Message.Contains("alert internal error", StringComparison.Ordinal);

    // With the time, by which it is found in what the services said.
    private static string Lost(string what) => $"lost: {DateTimeOffset.UtcNow:HH:mm:ss} {what}";
}
