using System.Collections.Concurrent;
using Xunit;

namespace Devstack.Tests;

/// <summary>Requests one after the other from several clients, each on a new connection, until it is disposed of.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Clients = 4;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly Task[] _clients;

    /// <summary>Begins.</summary>
    /// <param name="address">What is asked for.</param>
    /// <param name="host">The name of the site, where the address is a number.</param>
    public Load(Uri address, string? host = null) => _clients = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(address, host)))];

    /// <summary>Ends it, and fails unless every request was answered.</summary>
    /// <returns>The answers.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_clients);
        var lost = _answers.Where(answer => answer.StartsWith("lost: ", StringComparison.Ordinal)).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {_answers.Count} requests were lost:\n{string.Join('\n', lost.Take(10))}");
        return [.. _answers];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_clients);
        _end.Dispose();
    }

    private async Task AskAsync(Uri address, string? host)
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            client.DefaultRequestHeaders.Host = host;
            try
            {
                using var response = await client.GetAsync(address);
                _answers.Enqueue(response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : $"lost: {(int)response.StatusCode}");
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                _answers.Enqueue($"lost: {error.Message}");
            }
        }
    }
}
