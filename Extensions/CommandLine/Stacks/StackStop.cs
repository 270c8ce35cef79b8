using Devstack.CommandLine.Output;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Stacks;

/// <summary>Ends a stack: first its AppHost, then whatever container of it still runs.</summary>
internal sealed class StackStop(StackIdentity stack, IContainerEngine engine, IAppHostProcesses appHosts, Terminal terminal)
{
    // Longer than the AppHost gives its containers.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        var ended = await EndAppHostAsync(cancellationToken);
        var stopped = await StopContainersAsync(cancellationToken);
        await terminal.Output.WriteLineAsync(ended || stopped > 0 ? $"{stack.Name} has stopped." : $"{stack.Name} doesn't run.");
        return ExitCodes.Success;
    }

    private async Task<bool> EndAppHostAsync(CancellationToken cancellationToken)
    {
        if (!StackLock.IsHeld(stack))
        {
            return false;
        }

        var process = (await StatusFeed.ReadAsync(stack, cancellationToken))?.ProcessId
            ?? throw new CommandFailedException($"An AppHost of {stack.Name} is just starting. Try again in a moment.");
        await terminal.Error.WriteLineAsync($"Stopping {stack.Name} (process {process})...");
        appHosts.Terminate(process);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await appHosts.WaitForExitAsync(process, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException(
                $"The AppHost (process {process}) didn't end within {Seconds.Text(Patience.TotalSeconds)}. End it with kill -9 {process}, which costs no data, and stop again.");
        }

        return true;
    }

    private async Task<int> StopContainersAsync(CancellationToken cancellationToken)
    {
        var running = (await engine.ListAsync(Labels(stack), cancellationToken)).Where(container => container.IsRunning).ToList();
        if (running.Count > 0)
        {
            await terminal.Error.WriteLineAsync($"Stopping {string.Join(", ", running.Select(container => container.Name))}...");
            await engine.StopAsync([.. running.Select(container => container.Name)], cancellationToken);
        }

        return running.Count;
    }

    /// <summary>What marks the containers of a stack.</summary>
    public static Dictionary<string, string> Labels(StackIdentity stack) => new() { [StackIdentity.StackLabel] = stack.Name };
}
