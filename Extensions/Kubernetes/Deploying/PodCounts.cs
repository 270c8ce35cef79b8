using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Deploying;

/// <summary>How many pods a workload is to have, by what is deployed.</summary>
internal static class PodCounts
{
    private const int DefaultCount = 1; // the API's

    /// <summary>At least so many: the manifest's number, else the autoscaler's lowest.</summary>
    /// <remarks>A HorizontalPodAutoscaler leaves alone what has no pods, so nothing but a deployment brings back what somebody has stopped.</remarks>
    /// <param name="item">A Deployment or StatefulSet.</param>
    /// <param name="all">What is deployed, with the autoscalers in it.</param>
    public static int AtLeast(Manifest item, IReadOnlyList<Manifest> all) =>
        Number(item.Body["spec"]?["replicas"])
        ?? all.Select(other => LowestOf(other, item.Name)).FirstOrDefault(lowest => lowest is not null)
        ?? DefaultCount;

    /// <summary>How many are asked for in the cluster.</summary>
    public static int In(JsonObject live) => Number(live["spec"]?["replicas"]) ?? DefaultCount;

    private static int? LowestOf(Manifest scaler, string name) => scaler.Kind switch
    {
        "HorizontalPodAutoscaler" or "ScaledObject" when (string?)scaler.Body["spec"]?["scaleTargetRef"]?["name"] != name => null,
        "HorizontalPodAutoscaler" => Number(scaler.Body["spec"]?["minReplicas"]) ?? DefaultCount,
        "ScaledObject" => Number(scaler.Body["spec"]?["minReplicaCount"]) ?? 0,
        _ => null,
    };

    private static int? Number(JsonNode? node) => node is null ? null : (int)(long)node; // a manifest has them as the longest kind of number
}
