using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Tests.Deploying;

/// <summary>What a cluster's controllers do when something changes: autoscalers, and pods that take their time to end.</summary>
internal sealed class FakeControllers(Dictionary<string, JsonObject> objects, FieldOwners owners)
{
    private const int LooksUntilPodsEnd = 2;

    private readonly Dictionary<string, int> _ending = [];
    private readonly HashSet<string> _running = [];

    /// <summary>Workloads whose pods don't end.</summary>
    public HashSet<string> StuckPods { get; } = [];

    /// <summary>Goes on until all controllers are content.</summary>
    public void React()
    {
        foreach (var scaler in objects.Values.ToList())
        {
            Scale(scaler);
        }

        foreach (var (_, workload) in Workloads())
        {
            var name = (string)workload["metadata"]!["name"]!;
            if (CountOf(workload) > 0)
            {
                _running.Add(name);
                _ending.Remove(name);
            }
            else if (_running.Remove(name))
            {
                _ending[name] = LooksUntilPodsEnd;
            }
        }
    }

    /// <summary>Whether pods of a workload are there, if only to end.</summary>
    public bool HasPods(string workload) => _running.Contains(workload) || _ending.ContainsKey(workload);

    /// <summary>The pods of a selector: one that fails, unless the workload is stopped.</summary>
    public JsonObject Pods(string selector)
    {
        var labels = selector.Split(',').Select(label => label.Split('=')).ToDictionary(label => label[0], label => label[1]);
        var name = labels.TryGetValue("app.kubernetes.io/name", out var workload) ? workload : selector.Split('=')[1];
        if (_ending.TryGetValue(name, out var looks))
        {
            _ending[name] = StuckPods.Contains(name) ? looks : looks - 1;
            if (_ending[name] < 0)
            {
                _ending.Remove(name);
            }
        }

        var isThere = workload is null || _running.Contains(name) || _ending.ContainsKey(name);
        return new() { ["items"] = isThere ? new JsonArray(PodOf(name)) : [] };
    }

    // KEDA starts what has no pods; the autoscaler of Kubernetes itself leaves that alone.
    private void Scale(JsonObject scaler)
    {
        var isKeda = (string)scaler["kind"]! is "ScaledObject";
        if ((!isKeda && (string)scaler["kind"]! is not "HorizontalPodAutoscaler") || (isKeda && scaler["metadata"]!["annotations"]?["autoscaling.keda.sh/paused"] is not null))
        {
            return;
        }

        var spec = scaler["spec"]!;
        var target = Workloads().FirstOrDefault(pair => (string)pair.Item["metadata"]!["name"]! == (string)spec["scaleTargetRef"]!["name"]!);
        var lowest = (int)spec[isKeda ? "minReplicaCount" : "minReplicas"]!;
        if (target.Item is { } item && CountOf(item) is var count && count < lowest && (isKeda || count > 0))
        {
            owners.Merge(target.Path, item, new() { ["spec"] = new JsonObject { ["replicas"] = lowest } }, isKeda ? "keda-operator" : "kube-controller-manager");
        }
    }

    private IEnumerable<(string Path, JsonObject Item)> Workloads() => objects.Where(pair => (string)pair.Value["kind"]! is "Deployment" or "StatefulSet").Select(pair => (pair.Key, pair.Value)).ToList();

    private static int CountOf(JsonObject item) => item["spec"]?["replicas"] is { } count ? (int)count : 1;

    private static JsonObject PodOf(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = $"{name}-abcde", ["namespace"] = "shop-staging", ["creationTimestamp"] = "2026-01-01T00:00:00Z" },
        ["status"] = new JsonObject
        {
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = "main", ["ready"] = false, ["restartCount"] = 2,
                ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff", ["message"] = "back-off 20s restarting failed container" } },
                ["lastState"] = new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 1 } },
            }),
        },
    };
}
