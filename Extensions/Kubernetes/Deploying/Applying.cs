using System.Net;
using System.Text.Json.Nodes;
using Devstack.Kubernetes.Deploying.Maintenance;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>Applies objects one after the other, says what becomes of them, and starts what nothing else would start.</summary>
internal sealed class Applying(ClusterApi cluster, DeployRequest request, TimeProvider time, TimeSpan pause)
{
    private readonly TakenAway _taken = new(cluster);

    /// <summary>Applies all.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="all">What is deployed, with the autoscalers in it.</param>
    /// <param name="made">Takes those that weren't there.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task ApplyAllAsync(IReadOnlyList<Manifest> objects, IReadOnlyList<Manifest> all, ICollection<Manifest> made, CancellationToken cancellationToken)
    {
        foreach (var item in objects)
        {
            var before = await cluster.FindAsync(item, cancellationToken);
            if (before is not null && item.Kind is "Job" && Progressing.Of(before, atLeast: 0).State is ProgressState.Failed)
            {
                // It would stay failed for ever: the same job isn't run again.
                await ReplaceAsync(item, before, "it had failed", cancellationToken);
                continue;
            }

            var after = await ApplyAsync(item, all, before, request.IsForced, cancellationToken);
            if (before is null)
            {
                made.Add(item);
            }

            if (before is null || Differences.Of(item, before, after).Count > 0)
            {
                await SayAsync($"{item.Title}: {(before is null ? "made" : "changed")}");
            }
        }
    }

    /// <summary>Applies one.</summary>
    /// <param name="item">The object.</param>
    /// <param name="all">What is deployed, with the autoscalers in it.</param>
    /// <param name="before">As it is; <see langword="null"/> when it isn't there, or nobody has looked.</param>
    /// <param name="isForced">Whether fields of other managers are taken over.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The object as it is then.</returns>
    public async Task<JsonObject> ApplyAsync(Manifest item, IReadOnlyList<Manifest> all, JsonObject? before, bool isForced, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(item, await cluster.ApplyAsync(item, isForced, isDryRun: false, cancellationToken), all, cancellationToken);
        }
        catch (ClusterException error) when (error.IsOurs && !isForced)
        {
            return await ApplyAsync(item, all, before, isForced: true, cancellationToken);
        }
        catch (ClusterException error) when (error.Status is HttpStatusCode.UnprocessableEntity && item.Kind is "Job" && before is not null)
        {
            return await ReplaceAsync(item, before, "a Job can't be changed", cancellationToken);
        }
        catch (ClusterException error)
        {
            throw Refused(item, error);
        }
    }

    /// <summary>What the cluster's refusal means for a person.</summary>
    public static DeployException Refused(Manifest item, ClusterException error) => error.Status switch
    {
        HttpStatusCode.Conflict => new DeployException(
            $"{item.Title} has fields that somebody else has set: {error.Said}\nTake them out of the manifests by a patch in the overlay, or take them over with --force-conflicts.", error),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => error,
        _ when error.IsAway => error,
        _ => new DeployException($"The cluster refuses {item.Title}: {error.Said}", error),
    };

    // An autoscaler leaves alone what has no pods, whether a maintenance has stopped it that didn't end, or a person.
    private async Task<JsonObject> StartAsync(Manifest item, JsonObject live, IReadOnlyList<Manifest> all, CancellationToken cancellationToken)
    {
        if (TakenAway.Is(live))
        {
            live = await _taken.BringBackAsync(item, live, item.Body, cancellationToken);
        }

        if (item.Kind is "Deployment" or "StatefulSet" && PodCounts.In(live) == 0 && PodCounts.AtLeast(item, all) is > 0 and var count)
        {
            await SayAsync($"{item.Title}: somebody has stopped it; started again");
            live = await cluster.ChangeAsync(item, new() { ["spec"] = new JsonObject { ["replicas"] = count } }, cancellationToken);
        }

        return live;
    }

    private async Task<JsonObject> ReplaceAsync(Manifest item, JsonObject before, string reason, CancellationToken cancellationToken)
    {
        await cluster.DeleteAsync(item, cancellationToken);
        // Until its pods are gone the name is taken.
        await time.UntilAsync(
            pause,
            time.GetUtcNow() + request.Timeout,
            async () => await cluster.FindAsync(item, cancellationToken) is not { } there || (string?)there["metadata"]!["uid"] != (string?)before["metadata"]!["uid"],
            () => Task.FromResult(new DeployException($"{item.Title} doesn't go away. See what holds it: kubectl get job {item.Name} --namespace {item.Namespace} --output yaml")),
            cancellationToken);

        await SayAsync($"{item.Title}: made anew, {reason}");
        try
        {
            return await cluster.ApplyAsync(item, request.IsForced, isDryRun: false, cancellationToken);
        }
        catch (ClusterException error)
        {
            throw Refused(item, error);
        }
    }

    private Task SayAsync(string line) => request.Progress.WriteLineAsync(line);
}
