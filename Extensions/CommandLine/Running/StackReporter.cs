using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Devstack.CommandLine.Output;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Devstack.CommandLine.Running;

/// <summary>Follows the resources of a running AppHost: keeps its status file, prints progress, says when it is ready or why it isn't.</summary>
internal sealed class StackReporter : BackgroundService
{
    // At most five files a second, however many resources move at once.
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);

    private readonly ResourceNotificationService _notifications;
    private readonly FailureLog _failureLog;
    private readonly StackIdentity _stack;
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly ILogger<StackReporter> _logger;
    private readonly StatusBoard _board;
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);
    private readonly Progress _progress = new();
    private StackStatus? _published;

    public StackReporter(
        ResourceNotificationService notifications,
        DistributedApplicationModel model,
        FailureLog failureLog,
        StackIdentity stack,
        StackStart start,
        Terminal terminal,
        IConfiguration configuration,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        ILogger<StackReporter> logger)
    {
        _notifications = notifications;
        _failureLog = failureLog;
        _stack = stack;
        _terminal = terminal;
        _time = time;
        _logger = logger;
        _board = new StatusBoard(
            model.Resources,
            new StackStatus
            {
                Stack = stack.Name,
                Release = start.Release,
                ProcessId = Environment.ProcessId,
                StartedAt = time.GetUtcNow(),
                Phase = StackPhase.Starting,
                Dashboard = start.HasDashboard ? DashboardAddresses.LoginUrl(configuration) : null,
            },
            time);
        lifetime.ApplicationStopping.Register(() => End(StackPhase.Stopping));
    }

    /// <summary>Says that the stack has stopped; the last thing that an AppHost does.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        _board.End(StackPhase.Stopped);
        await PublishAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _publishing.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WatchAsync(stoppingToken), PublishChangesAsync(stoppingToken), ShowSignsOfLifeAsync(stoppingToken));

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var news in _notifications.WatchAsync(cancellationToken))
        {
            if (_board.Apply(news))
            {
                _changed.Writer.TryWrite(true);
            }
        }
    }

    private async Task PublishChangesAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(cancellationToken);
        await foreach (var _ in _changed.Reader.ReadAllAsync(cancellationToken))
        {
            await ExplainFailuresAsync(cancellationToken);
            await PublishAsync(cancellationToken);
            await Task.Delay(Coalesce, _time, cancellationToken);
        }
    }

    private async Task ShowSignsOfLifeAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SignOfLife, _time);
        var last = _published;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = _published;
            if (now is { Phase: StackPhase.Starting, ReadyAfterSeconds: null } && ReferenceEquals(now, last))
            {
                await _terminal.Error.WriteLineAsync(ProgressText.Waiting(now, _board.Elapsed));
            }

            last = now;
        }
    }

    // Before a failure is published, so that whoever follows the file has the reason with the news.
    private async Task ExplainFailuresAsync(CancellationToken cancellationToken)
    {
        var failed = _board.ReadCauses();
        _explained.IntersectWith(failed);
        foreach (var name in failed.Where(_explained.Add).ToList())
        {
            _board.AddLines(name, await _failureLog.LastLinesAsync(name, cancellationToken));
        }
    }

    private void End(StackPhase phase)
    {
        _board.End(phase);
        _changed.Writer.TryWrite(true);
        // The loops end with the host; this one file must still be written, and nothing waits for it.
        _ = PublishAsync(CancellationToken.None);
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            var after = _board.Read();
            await _progress.PrintAsync(_terminal, after, _board.Elapsed);
            _published = after;
            await after.WriteAsync(_stack, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(error, "The status file of {Stack} could not be written.", _stack.Name);
        }
        finally
        {
            _publishing.Release();
        }
    }
}

/// <summary>What the reporter can't see in the model.</summary>
/// <param name="Release">The release that runs.</param>
/// <param name="HasDashboard">Whether Aspire starts its dashboard; it doesn't in tests.</param>
internal sealed record StackStart(string Release, bool HasDashboard);
