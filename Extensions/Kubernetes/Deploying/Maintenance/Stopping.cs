using System.Globalization;
using System.Text.Json.Nodes;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying.Maintenance;

/// <summary>Stops whatever works on the data that jobs change: all whose pods wait for a job. Datastores go on, since jobs need them.</summary>
internal sealed class Stopping(ClusterApi cluster, DeployRequest request, TimeProvider time, TimeSpan pause)
{
    // Without it KEDA starts again what somebody else has stopped.
    private const string KedaPause = "autoscaling.keda.sh/paused";

    private static readonly string[] s_kinds = ["ScaledObject", "CronJob", "Deployment", "StatefulSet"];

    private readonly TakenAway _taken = new(cluster);

    /// <summary>Whether an object is of a kind that can be stopped.</summary>
    public static bool CanStop(Manifest item) => s_kinds.Contains(item.Kind);

    /// <summary>Stops them, autoscalers and schedules first, and returns when their last pod has ended.</summary>
    /// <param name="objects">What is deployed, and what was.</param>
    /// <param name="deadline">Until when.</param>
    /// <param name="cancellationToken">Ends it; what is stopped stays so.</param>
    /// <exception cref="DeployException">A pod doesn't end.</exception>
    public async Task StopAsync(IReadOnlyList<Manifest> objects, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var stopped = new List<Manifest>();
        foreach (var (item, live) in await WorkingAsync(objects, cancellationToken))
        {
            if (FieldsOf(item.Kind, live) is { } fields)
            {
                await _taken.TakeAsync(item, live, fields, cancellationToken);
                await request.Progress.WriteLineAsync($"{item.Title}: {(item.Kind is "ScaledObject" or "CronJob" ? "paused" : "stopped")}");
            }

            if (item.Kind is not "ScaledObject")
            {
                stopped.Add(Manifest.Of(live.DeepClone().AsObject()));
            }
        }

        foreach (var item in stopped)
        {
            await WaitForEndAsync(item, deadline, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(Manifest Item, JsonObject Live)>> WorkingAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var found = new List<(Manifest Item, JsonObject Live)>();
        foreach (var item in objects.Where(CanStop))
        {
            if (await cluster.FindAsync(item, cancellationToken) is { } live)
            {
                found.Add((item, live));
            }
        }

        var names = found.Where(pair => WaitsForAJob(pair.Item) || WaitsForAJob(Manifest.Of(pair.Live))).Select(pair => pair.Item.Name).ToHashSet();
        return [.. found.Where(pair => names.Contains(TargetOf(pair.Live))).OrderBy(pair => Array.IndexOf(s_kinds, pair.Item.Kind))];
    }

    private static bool WaitsForAJob(Manifest item) => item.InitContainers.Any(container => InitialWaits.IsForAJob((string)container["name"]!));

    private static string TargetOf(JsonObject live) => (string)(live["spec"]?["scaleTargetRef"]?["name"] ?? live["metadata"]!["name"])!;

    // None for what is so already.
    private static JsonObject? FieldsOf(string kind, JsonObject live) => kind switch
    {
        "ScaledObject" when live["metadata"]?["annotations"]?[KedaPause] is null => new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [KedaPause] = "true" } } },
        "CronJob" when live["spec"]?["suspend"]?.GetValue<bool>() is not true => new() { ["spec"] = new JsonObject { ["suspend"] = true } },
        "Deployment" or "StatefulSet" when PodCounts.In(live) > 0 => new() { ["spec"] = new JsonObject { ["replicas"] = 0 } },
        _ => null,
    };

    // The numbers in its status don't count pods that are ending, and a worker may take minutes for its last task.
    private async Task WaitForEndAsync(Manifest item, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var selector = SelectorOf(item);
        var said = 0;
        await time.UntilAsync(pause, deadline, HasEndedAsync, () => Task.FromResult(new DeployException(
            $"{item.Title} is stopped, and its pods don't end in time. See what holds them: kubectl get pods --namespace {item.Namespace} --selector {selector}\n" +
            "Give them more with --timeout, when they only need longer for their last task.")), cancellationToken);

        async Task<bool> HasEndedAsync()
        {
            await StopAgainAsync(item, cancellationToken);
            var count = (await cluster.PodsAsync(item.Namespace!, selector, cancellationToken)).Count(pod => (string?)pod["status"]?["phase"] is not ("Succeeded" or "Failed"));
            if (count > 0 && said != count)
            {
                said = count;
                await request.Progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{item.Title}: {said} of its pods still end"));
            }

            return count == 0;
        }
    }

    // An autoscaler may have been about to ask for pods when it was paused, or when there were some yet.
    private async Task StopAgainAsync(Manifest item, CancellationToken cancellationToken)
    {
        if (item.Kind is not "CronJob" && await cluster.FindAsync(item, cancellationToken) is { } live && FieldsOf(item.Kind, live) is { } fields)
        {
            await _taken.TakeAsync(item, live, fields, cancellationToken);
        }
    }

    private static string SelectorOf(Manifest item)
    {
        var spec = item.Body["spec"]!;
        var labels = item.Kind is "CronJob"
            ? spec["jobTemplate"]!["spec"]!["template"]!["metadata"]!["labels"]!.AsObject().Where(label => label.Key is Labels.Name or Labels.Instance)
            : spec["selector"]!["matchLabels"]!.AsObject();
        return FailingPods.SelectorOf(labels);
    }
}
