using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Running;

/// <summary>The last lines of what failed: its container's log, or, without a container, what Aspire says about it.</summary>
internal sealed class FailureLog(
    IContainerEngine engine, ResourceLoggerService loggers, ResourceNotificationService notifications, StackIdentity stack, SecretMask mask)
{
    private const int Count = 20;

    // A failure is told even when its log can't be had in this time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<string>> LastLinesAsync(string resource, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var lines = await OfContainerAsync(resource, limit.Token);
            return await mask.ApplyAsync(lines.Count > 0 ? lines : await OfAspireAsync(resource, limit.Token), limit.Token);
        }
        catch (Exception error) when (error is ContainerEngineException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }

    private async Task<List<string>> OfContainerAsync(string resource, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name, [StackIdentity.ResourceLabel] = resource };
        var lines = new List<string>();
        foreach (var container in await engine.ListAsync(labels, cancellationToken))
        {
            await engine.RunAsync(["logs", "--tail", Count.ToString(CultureInfo.InvariantCulture), container.Id], Add, cancellationToken);
        }

        return lines;

        // Both streams of the container arrive here, each on a thread of its own.
        void Add(string line)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    // What an exception of Aspire's or of ours says is in its message; the frames are in the log.
    private static bool IsOfAStackTrace(string line) =>
        line.StartsWith("   at ", StringComparison.Ordinal) || line.StartsWith("--- End of stack trace", StringComparison.Ordinal);

    private async Task<List<string>> OfAspireAsync(string resource, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var id = await notifications.WaitForResourceAsync(resource, _ => true, cancellationToken);
        await foreach (var batch in loggers.GetAllAsync(id.ResourceId).WithCancellation(cancellationToken))
        {
            lines.AddRange(batch.SelectMany(line => line.Content.Split('\n')));
        }

        return [.. lines.Where(line => !IsOfAStackTrace(line)).TakeLast(Count)];
    }
}
