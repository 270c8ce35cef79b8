using Devstack.CommandLine.Output;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Stacks;

/// <summary>Starts an AppHost in the background and follows it by its status file.</summary>
internal sealed class DetachedRun(StackIdentity stack, IAppHostProcesses appHosts, Terminal terminal, TimeProvider time)
{
    private const int LogLines = 20;

    /// <summary>Starts the stack, unless it runs already.</summary>
    /// <param name="arguments">What selects the stack.</param>
    /// <param name="wait">How long to wait until all is ready; <see langword="null"/> to return once the AppHost is up.</param>
    /// <param name="cancellationToken">Ends the waiting; the stack goes on.</param>
    /// <returns>An exit code.</returns>
    public async Task<int> RunAsync(IEnumerable<string> arguments, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var running = StackLock.IsHeld(stack);
        if (running && wait is null)
        {
            throw await StackRun.AlreadyRunsAsync(stack, cancellationToken);
        }

        var process = running ? await RunningProcessAsync(cancellationToken) : Start(arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = appHosts.WaitForExitAsync(process, limit.Token);
        using var timeout = new CancellationTokenSource(wait ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        StackStatus? last = null;
        try
        {
            return await FollowAsync(ended, wait is not null, status => last = status, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return await TellTimeoutAsync(last, wait!.Value);
        }
        finally
        {
            await limit.CancelAsync();
        }
    }

    private int Start(IEnumerable<string> arguments)
    {
        stack.CreateFolder();
        // What an earlier AppHost said must not be taken for the new one's word.
        File.Delete(StackStatus.PathOf(stack));
        return appHosts.Start(["run", .. arguments], Log);
    }

    private async Task<int> FollowAsync(Task ended, bool untilReady, Action<StackStatus> seen, CancellationToken cancellationToken)
    {
        var progress = new Progress();
        StackStatus? before = null;
        await foreach (var status in StatusFeed.FollowAsync(stack, ended, cancellationToken))
        {
            seen(status);
            if (!untilReady)
            {
                await terminal.Output.WriteLineAsync(
                    $"{status.Stack} starts in the background (process {status.ProcessId}, log {Log}). Follow it: ./devstack status");
                return ExitCodes.Success;
            }

            await progress.PrintAsync(terminal, status, (time.GetUtcNow() - status.StartedAt).TotalSeconds);
            before = status;
            switch (status.Phase)
            {
                case StackPhase.Ready:
                    return ExitCodes.Success;
                case StackPhase.Failed:
                    await terminal.Error.WriteLineAsync("The rest of it still runs: ./devstack status shows it, ./devstack stop ends it.");
                    return ExitCodes.Failed;
            }
        }

        await terminal.Error.WriteLineAsync(before is null or { Phase: StackPhase.Starting or StackPhase.Failed }
            ? $"The AppHost ended before the stack was ready. The end of its log ({Log}):"
            : "The stack was stopped before it was ready.");
        foreach (var line in await LastLinesAsync(cancellationToken))
        {
            await terminal.Error.WriteLineAsync($"  {line}");
        }

        return ExitCodes.Failed;
    }

    private async Task<int> TellTimeoutAsync(StackStatus? status, TimeSpan wait)
    {
        await terminal.Error.WriteLineAsync($"Not ready after {Seconds.Text(wait.TotalSeconds)}.");
        if (status is not null)
        {
            await terminal.Error.WriteLineAsync(ProgressText.Waiting(status, wait.TotalSeconds));
        }

        await terminal.Error.WriteLineAsync("It goes on in the background: ./devstack run --detach --wait follows it again, ./devstack stop ends it.");
        return ExitCodes.Failed;
    }

    private async Task<int> RunningProcessAsync(CancellationToken cancellationToken)
    {
        // Between taking the lock and the first status lie moments only; the feed below waits for the status itself.
        await foreach (var status in StatusFeed.FollowAsync(stack, Task.Delay(TimeSpan.FromSeconds(10), time, cancellationToken), cancellationToken))
        {
            return status.ProcessId;
        }

        throw new CommandFailedException($"An AppHost of {stack.Name} holds its lock and says nothing. See {Log}, or end it with ./devstack stop.");
    }

    private async Task<IEnumerable<string>> LastLinesAsync(CancellationToken cancellationToken) =>
        File.Exists(Log) ? (await File.ReadAllLinesAsync(Log, cancellationToken)).TakeLast(LogLines) : [];

    private string Log => Path.Combine(stack.Folder, "apphost.log");
}
