using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>Waits until jobs are done and pods are ready, and says each step once.</summary>
internal sealed class Waiting(ClusterApi cluster, DeployRequest request, TimeProvider time, TimeSpan pause)
{
    private readonly FailingPods _pods = new(cluster);

    /// <summary>Returns when all are there.</summary>
    /// <param name="objects">What is waited for.</param>
    /// <param name="all">What is deployed, with the autoscalers in it.</param>
    /// <param name="deadline">Until when.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DeployException">One has failed, or the time is over.</exception>
    public async Task ForAllAsync(IReadOnlyList<Manifest> objects, IReadOnlyList<Manifest> all, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var open = objects.Where(Progressing.IsWaitedFor).ToList();
        var said = new Dictionary<string, string>();
        await time.UntilAsync(
            pause,
            deadline,
            AreThereAsync,
            () => FailedAsync(open[0], $"isn't there in time ({said[open[0].Title]}). Give it more with --timeout, when it only needs longer.", cancellationToken),
            cancellationToken);

        async Task<bool> AreThereAsync()
        {
            foreach (var item in open.ToList())
            {
                var live = await cluster.FindAsync(item, cancellationToken) ?? throw new DeployException($"{item.Title} was removed by somebody else while it was waited for.");
                var state = Progressing.Of(live, PodCounts.AtLeast(item, all));
                if (said.GetValueOrDefault(item.Title) != state.Text)
                {
                    said[item.Title] = state.Text;
                    await request.Progress.WriteLineAsync($"{item.Title}: {state.Text}");
                }

                if (state.State is ProgressState.Failed)
                {
                    throw await FailedAsync(item, state.Text, cancellationToken);
                }

                if (state.State is ProgressState.Done)
                {
                    open.Remove(item);
                }
            }

            return open.Count == 0;
        }
    }

    private async Task<DeployException> FailedAsync(Manifest item, string text, CancellationToken cancellationToken) =>
        new($"{item.Title} {text}\n{await _pods.ExplainAsync(item, cancellationToken)}".TrimEnd());
}
