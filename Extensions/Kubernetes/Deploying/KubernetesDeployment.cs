using System.Net;
using System.Text.Json.Nodes;
using Devstack.Kubernetes.Deploying.Maintenance;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>Brings objects to a cluster: what jobs need and the jobs, then the services; waits for both, and takes back what fails.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="stack">The stack's name.</param>
/// <param name="request">How.</param>
/// <param name="options">What a maintenance page needs to know of the cluster.</param>
/// <param name="time">The clock.</param>
/// <param name="pause">Time between two questions to the cluster.</param>
internal sealed class KubernetesDeployment(ClusterApi cluster, string stack, DeployRequest request, KubernetesTargetOptions options, TimeProvider time, TimeSpan pause)
{
    // Data, and what somebody may have made by hand, is removed by name alone.
    private static readonly string[] s_kept = ["Namespace", "PersistentVolumeClaim", "Secret"];

    private readonly Waiting _waiting = new(cluster, request, time, pause);
    private readonly Applying _applying = new(cluster, request, time, pause);
    private readonly Maintaining _maintaining = new(cluster, stack, request, options, new(cluster, request, time, pause), time, pause);

    /// <summary>Shows what would change.</summary>
    public async Task ShowAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var isSame = true;
        foreach (var item in objects)
        {
            foreach (var line in await DifferencesAsync(item, objects, cancellationToken))
            {
                isSame = false;
                await request.Output.WriteLineAsync(line);
            }
        }

        foreach (var gone in Gone(await RecordAsync(objects, cancellationToken), objects))
        {
            isSame = false;
            await request.Output.WriteLineAsync($"- {gone.Title}");
        }

        if (isSame)
        {
            await request.Output.WriteLineAsync("Nothing changes.");
        }
    }

    /// <summary>Applies, waits, removes what is no longer wanted, and notes what runs.</summary>
    public async Task RunAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var before = await RecordAsync(objects, cancellationToken);
        if (await HasMaintenanceAsync(objects, cancellationToken))
        {
            await _maintaining.RunAsync(before ?? [], objects, () => SettleAsync(before, objects, cancellationToken), cancellationToken);
        }
        else
        {
            await RollAsync(before, objects, cancellationToken);
            await SettleAsync(before, objects, cancellationToken);
        }

        await SayAsync($"{stack} runs.");
    }

    private async Task<bool> HasMaintenanceAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        if (await _maintaining.IsUnderWayAsync(NamespaceOf(objects).Name, cancellationToken))
        {
            await SayAsync("The maintenance page is up: an earlier deployment with --maintenance didn't end, and this one goes on with it.");
            return true;
        }

        if (request.IsMaintenance && await cluster.FindAsync(NamespaceOf(objects), cancellationToken) is null)
        {
            await SayAsync($"There is no namespace {NamespaceOf(objects).Name} yet, and so nothing that a maintenance page would stand for.");
            return false;
        }

        return request.IsMaintenance;
    }

    private async Task RollAsync(IReadOnlyList<Manifest>? before, IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var made = new List<Manifest>();
        try
        {
            var (first, last) = DeploymentOrder.Of(objects);
            var deadline = time.GetUtcNow() + request.Timeout;
            await _applying.ApplyAllAsync(first, objects, made, cancellationToken);
            await _waiting.ForAllAsync(first, objects, deadline, cancellationToken);
            await _applying.ApplyAllAsync(last, objects, made, cancellationToken);
            await _waiting.ForAllAsync(last, objects, deadline, cancellationToken);
        }
        catch (DeployException error)
        {
            throw new DeployException($"{error.Message}\n{await GoBackAsync(before, made, cancellationToken)}", error);
        }
    }

    private async Task SettleAsync(IReadOnlyList<Manifest>? before, IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        foreach (var gone in Gone(before, objects))
        {
            await cluster.DeleteAsync(gone, cancellationToken);
            await SayAsync($"{gone.Title}: removed, it is no longer wanted");
        }

        await NoteAsync(objects, cancellationToken);
    }

    // What was deployed before is applied again; what is new goes, but for failed jobs, which somebody wants to look at.
    private async Task<string> GoBackAsync(IReadOnlyList<Manifest>? before, List<Manifest> made, CancellationToken cancellationToken)
    {
        if (before is null)
        {
            return "There is no earlier deployment to go back to: what was applied stays for you to look at. Deploy again when the cause is gone.";
        }

        await SayAsync("It failed; going back to what was deployed before.");
        var known = before.Select(item => item.Key).ToHashSet();
        var refused = new List<string>();
        try
        {
            foreach (var item in before.Where(item => item.Kind is not "Job"))
            {
                await TryAsync(() => _applying.ApplyAsync(item, before, before: null, isForced: true, cancellationToken), refused);
            }

            foreach (var item in made.Where(item => !known.Contains(item.Key) && !s_kept.Contains(item.Kind) && item.Kind is not "Job"))
            {
                await TryAsync(() => cluster.DeleteAsync(item, cancellationToken), refused);
            }

            await _waiting.ForAllAsync([.. before.Where(item => item.Kind is not "Job")], before, time.GetUtcNow() + request.Timeout, cancellationToken);
        }
        catch (ClusterException error) when (error.IsAway)
        {
            return $"What was deployed before is only in part applied again, since the API server went away: {error.Message}\nDeploy the earlier version when it is back.";
        }
        catch (DeployException error)
        {
            return $"What was deployed before was applied again, and doesn't run either:\n{string.Join('\n', [.. refused, error.Message])}";
        }

        return refused.Count > 0
            ? $"What was deployed before runs again, but for what the cluster refused:\n{string.Join('\n', refused)}"
            : "What was deployed before runs again. Data that a job changed is as the job left it.";
    }

    // One object that is refused doesn't keep the others from going back; without an API server there is nothing to go on with.
    private static async Task TryAsync(Func<Task> step, List<string> refused)
    {
        try
        {
            await step();
        }
        catch (DeployException error) when (error is not ClusterException { IsAway: true })
        {
            refused.Add(error.Message);
        }
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(Manifest item, IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var before = await cluster.FindAsync(item, cancellationToken);
        if (before is null && objects.Any(other => other.Kind is "Namespace" && other.Name == item.Namespace) && await cluster.FindAsync(NamespaceOf(objects), cancellationToken) is null)
        {
            return [$"+ {item.Title}"]; // a dry run in a namespace that isn't there is refused
        }

        try
        {
            return Differences.Of(item, before, await cluster.ApplyAsync(item, isForced: true, isDryRun: true, cancellationToken));
        }
        catch (ClusterException error) when (error.Status is HttpStatusCode.UnprocessableEntity && item.Kind is "Job")
        {
            return [$"~ {item.Title}", "    will be made anew: a Job can't be changed"];
        }
        catch (ClusterException error)
        {
            throw Applying.Refused(item, error);
        }
    }

    private static IEnumerable<Manifest> Gone(IReadOnlyList<Manifest>? before, IReadOnlyList<Manifest> objects)
    {
        var wanted = objects.Select(item => item.Key).ToHashSet();
        return (before ?? []).Where(item => !wanted.Contains(item.Key) && !s_kept.Contains(item.Kind));
    }

    private static Manifest NamespaceOf(IReadOnlyList<Manifest> objects) => objects.First(item => item.Kind is "Namespace");

    private async Task<IReadOnlyList<Manifest>?> RecordAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken) =>
        DeployedRecord.Read(await cluster.FindAsync(DeployedRecord.Empty(NamespaceOf(objects).Name, stack), cancellationToken));

    private async Task NoteAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        if (DeployedRecord.Of(NamespaceOf(objects).Name, stack, objects) is { } record)
        {
            await _applying.ApplyAsync(record, objects, before: null, isForced: true, cancellationToken);
        }
        else
        {
            await SayAsync("The objects are too many for a note in the cluster: the next deployment can't be taken back when it fails.");
        }
    }

    private Task SayAsync(string line) => request.Progress.WriteLineAsync(line);
}
