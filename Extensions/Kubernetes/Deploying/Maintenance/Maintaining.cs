using System.Text.Json.Nodes;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying.Maintenance;

/// <summary>A deployment during which nobody uses the platform: a page in its place, its services stopped, jobs, the new version, and open again.</summary>
/// <remarks>
/// Whatever is done can be done again, and the cluster itself remembers how far it came: run again after any interruption, it ends in the same state.
/// Until jobs begin, what fails is taken back. From then on the page stays: earlier code may not fit the data.
/// </remarks>
internal sealed class Maintaining(
    ClusterApi cluster, string stack, DeployRequest request, KubernetesTargetOptions options, Applying applying, TimeProvider time, TimeSpan pause)
{
    // On the page's Deployment: jobs may have changed the data since.
    private const string ChangedAnnotation = "devstack.data-changed";

    private static readonly TimeSpan s_longestWaitForThePage = TimeSpan.FromMinutes(5);

    private readonly Waiting _waiting = new(cluster, request, time, pause);
    private readonly Stopping _stopping = new(cluster, request, time, pause);
    private readonly TakenAway _taken = new(cluster);
    private readonly string _page = MaintenancePage.NameOf(stack);

    /// <summary>Whether an earlier one didn't end.</summary>
    public async Task<bool> IsUnderWayAsync(string space, CancellationToken cancellationToken) =>
        await cluster.FindAsync(PageIn(space), cancellationToken) is not null;

    /// <summary>Deploys.</summary>
    /// <param name="before">What was deployed before, as far as it is known.</param>
    /// <param name="objects">What is deployed.</param>
    /// <param name="settle">Ends a deployment that has succeeded: removes and notes.</param>
    /// <param name="cancellationToken">Ends it; what is done stays, and the next deployment goes on from there.</param>
    /// <exception cref="DeployException">It failed. The message says what is as it was, and what isn't.</exception>
    public async Task RunAsync(IReadOnlyList<Manifest> before, IReadOnlyList<Manifest> objects, Func<Task> settle, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + request.Timeout;
        var space = objects.First(item => item.Kind is "Namespace").Name;
        IReadOnlyList<Manifest> all = [.. objects.Concat(before).DistinctBy(item => item.Key)];
        var page = MaintenancePage.Manifests(stack, objects, request, options);
        var hasChanged = (await cluster.FindAsync(PageIn(space), cancellationToken))?["metadata"]?["annotations"]?[ChangedAnnotation] is not null;
        try
        {
            await ShowPageAsync(page, deadline, cancellationToken);
            await LeadToPageAsync(all, cancellationToken);
            await _stopping.StopAsync(all, deadline, cancellationToken);
            await cluster.ChangeAsync(PageIn(space), new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [ChangedAnnotation] = "true" } } }, cancellationToken);
        }
        catch (DeployException error) when (!hasChanged)
        {
            throw new DeployException($"{error.Message}\n{await OpenAgainAsync(all, page, cancellationToken)}", error);
        }
        catch (DeployException error)
        {
            throw Closed(error);
        }

        try
        {
            await UpgradeAsync(objects, deadline, cancellationToken);
            await settle();
            await OpenAsync(objects, page, cancellationToken);
        }
        catch (DeployException error)
        {
            throw Closed(error);
        }
    }

    private async Task ShowPageAsync(IReadOnlyList<Manifest> page, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        await applying.ApplyAllAsync(page, page, [], cancellationToken);
        var patience = time.GetUtcNow() + s_longestWaitForThePage;
        await _waiting.ForAllAsync(page, page, patience < deadline ? patience : deadline, cancellationToken);
    }

    private async Task LeadToPageAsync(IReadOnlyList<Manifest> all, CancellationToken cancellationToken)
    {
        foreach (var item in all.Where(RoutesToThePage.IsRoute))
        {
            if (await cluster.FindAsync(item, cancellationToken) is not { } live || !RoutesToThePage.IsRoute(Manifest.Of(live)))
            {
                continue;
            }

            var fields = RoutesToThePage.FieldsOf(Manifest.Of(live), _page);
            if (!JsonNode.DeepEquals(live["spec"]!["rules"], fields["spec"]!["rules"]))
            {
                await _taken.TakeAsync(item, live, fields, cancellationToken);
                await SayAsync($"{item.Title}: leads to the maintenance page");
            }
        }
    }

    private async Task UpgradeAsync(IReadOnlyList<Manifest> objects, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var (first, last) = DeploymentOrder.Of(objects);
        await applying.ApplyAllAsync(first, objects, [], cancellationToken);
        await _waiting.ForAllAsync(first, objects, deadline, cancellationToken);
        await applying.ApplyAllAsync([.. last.Select(item => RoutesToThePage.IsRoute(item) ? RoutesToThePage.Of(item, _page) : item)], objects, [], cancellationToken);
        await _waiting.ForAllAsync(last, objects, deadline, cancellationToken);
    }

    private async Task OpenAsync(IReadOnlyList<Manifest> objects, IReadOnlyList<Manifest> page, CancellationToken cancellationToken)
    {
        await applying.ApplyAllAsync([.. objects.Where(RoutesToThePage.IsRoute)], objects, [], cancellationToken);
        await RemovePageAsync(page, cancellationToken);
    }

    // The Deployment is the last of them: as long as it is there, a deployment goes on with the maintenance.
    private async Task RemovePageAsync(IReadOnlyList<Manifest> page, CancellationToken cancellationToken)
    {
        foreach (var item in page)
        {
            await cluster.DeleteAsync(item, cancellationToken);
        }

        await SayAsync("The maintenance page is gone.");
    }

    // Nothing has worked on the data yet, so all is put back as it was.
    private async Task<string> OpenAgainAsync(IReadOnlyList<Manifest> all, IReadOnlyList<Manifest> page, CancellationToken cancellationToken)
    {
        await SayAsync("It failed before any job ran; opening again.");
        try
        {
            var missing = await AwaitAsync(await PutBackAsync(all, isRoute: false, cancellationToken), all, cancellationToken);
            await PutBackAsync(all, isRoute: true, cancellationToken);
            await RemovePageAsync(page, cancellationToken);
            return $"All is as it was before: no job ran, and no version has changed.{missing}";
        }
        catch (DeployException error)
        {
            return $"What was stopped isn't back: {error.Message}\nNo job ran. Deploy again when the cause is gone; it goes on from here.";
        }
    }

    // What doesn't run as before, and perhaps didn't, keeps nobody from the rest.
    private async Task<string> AwaitAsync(IReadOnlyList<Manifest> back, IReadOnlyList<Manifest> all, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.ForAllAsync(back, all, time.GetUtcNow() + request.Timeout, cancellationToken);
            return "";
        }
        catch (DeployException error) when (error is not ClusterException { IsAway: true })
        {
            return $" But this isn't ready again:\n{error.Message}";
        }
    }

    private async Task<IReadOnlyList<Manifest>> PutBackAsync(IReadOnlyList<Manifest> all, bool isRoute, CancellationToken cancellationToken)
    {
        var back = new List<Manifest>();
        // Services first: an autoscaler that begins again would start as few of them as it may.
        foreach (var item in all.Where(isRoute ? RoutesToThePage.IsRoute : Stopping.CanStop).OrderBy(item => item.Kind is "ScaledObject"))
        {
            if (await cluster.FindAsync(item, cancellationToken) is { } live && TakenAway.Is(live))
            {
                back.Add(Manifest.Of(await _taken.BringBackAsync(item, live, manifest: [], cancellationToken)));
                await SayAsync($"{item.Title}: as before");
            }
        }

        return back;
    }

    private static DeployException Closed(DeployException error) => new(
        $"{error.Message}\nThe maintenance page stays, and jobs may have changed the data, which earlier code may not fit. When the cause is gone, deploy again: it goes on from here.\n" +
        "To go back, bring the data back from the backup and deploy the earlier version.",
        error);

    private Manifest PageIn(string space) => new("apps/v1", "Deployment", space, _page, []);

    private Task SayAsync(string line) => request.Progress.WriteLineAsync(line);
}
