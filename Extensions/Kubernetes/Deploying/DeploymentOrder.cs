using Devstack.Kubernetes.Document;

namespace Devstack.Kubernetes.Deploying;

/// <summary>What is applied before the jobs have ended, and what only then: until their work is there, what runs goes on as it is.</summary>
internal static class DeploymentOrder
{
    private static readonly string[] s_last = ["Deployment", "HorizontalPodAutoscaler", "ScaledObject", "CronJob", "Ingress", "Gateway", "HTTPRoute"];

    /// <summary>Parts objects into those that come first and those that come last.</summary>
    public static (IReadOnlyList<Manifest> First, IReadOnlyList<Manifest> Last) Of(IReadOnlyList<Manifest> objects)
    {
        var needed = NeededByJobs(objects);
        var parts = objects
            .OrderBy(item => item.Kind switch
            {
                "Namespace" => 0,
                "Job" or "StatefulSet" or "Deployment" => 2,
                // After what they scale: one that begins again might start pods of the earlier version.
                "HorizontalPodAutoscaler" or "ScaledObject" => 3,
                _ => 1,
            })
            .ToLookup(item => !s_last.Contains(item.Kind) || (item.Kind is "Deployment" && needed.Contains(item.Name)));
        return ([.. parts[true]], [.. parts[false]]);
    }

    // By the addresses that init containers wait for: a job whose datastore isn't there would wait for ever.
    private static HashSet<string> NeededByJobs(IReadOnlyList<Manifest> objects)
    {
        var needed = new HashSet<string>();
        var open = new Queue<Manifest>(objects.Where(item => item.Kind is "Job"));
        while (open.TryDequeue(out var item))
        {
            foreach (var host in HostsOf(item).Where(needed.Add))
            {
                foreach (var deployment in objects.Where(other => other.Kind is "Deployment" && other.Name == host))
                {
                    open.Enqueue(deployment);
                }
            }
        }

        return needed;
    }

    private static IEnumerable<string> HostsOf(Manifest item) => item.InitContainers
        .Where(container => (string?)container["name"] is InitialWaits.OfServices)
        .SelectMany(container => container["args"]?.AsArray() ?? [])
        .Select(address => ((string)address!).Split(':')[0]);
}
