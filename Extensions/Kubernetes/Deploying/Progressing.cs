using System.Globalization;
using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Deploying;

/// <summary>How far an object is that runs something.</summary>
/// <param name="State">Whether it is there.</param>
/// <param name="Text">In words.</param>
internal sealed record Progressing(ProgressState State, string Text)
{
    /// <summary>Whether an object of this kind is waited for.</summary>
    public static bool IsWaitedFor(Manifest item) => item.Kind is "Job" or "Deployment" or "StatefulSet";

    /// <summary>Reads how far an object is.</summary>
    /// <param name="live">The object.</param>
    /// <param name="atLeast">How many pods it is to have at least: none at all isn't all that are asked for.</param>
    public static Progressing Of(JsonObject live, int atLeast) => (string)live["kind"]! switch
    {
        "Job" => OfJob(live),
        "StatefulSet" => OfPods(live, "readyReplicas", atLeast),
        _ => OfPods(live, "availableReplicas", atLeast),
    };

    private static Progressing OfJob(JsonObject live)
    {
        if (Condition(live, "Complete", "True") is not null)
        {
            return new(ProgressState.Done, "done");
        }

        if (Condition(live, "Failed", "True") is { } failed)
        {
            return new(ProgressState.Failed, $"failed: {(string?)failed["message"] ?? (string?)failed["reason"]}");
        }

        var failures = Number(live["status"], "failed");
        return new(ProgressState.Waiting, failures == 0 ? "runs" : string.Create(CultureInfo.InvariantCulture, $"runs, after {failures} failed attempts of {Number(live["spec"], "backoffLimit") + 1}"));
    }

    private static Progressing OfPods(JsonObject live, string readyField, int atLeast)
    {
        if (Number(live["status"], "observedGeneration") < Number(live["metadata"], "generation"))
        {
            return new(ProgressState.Waiting, "is about to roll");
        }

        if (Condition(live, "Progressing", "False") is { } stuck)
        {
            return new(ProgressState.Failed, $"doesn't get ready: {(string?)stuck["message"] ?? (string?)stuck["reason"]}");
        }

        var wanted = PodCounts.In(live);
        if (wanted == 0 && atLeast > 0)
        {
            return new(ProgressState.Waiting, string.Create(CultureInfo.InvariantCulture, $"is stopped, and is to have at least {atLeast}"));
        }

        var (updated, ready, all) = (Number(live["status"], "updatedReplicas"), Number(live["status"], readyField), Number(live["status"], "replicas"));
        var text = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(updated, ready)} of {wanted} ready");
        return updated >= wanted && ready >= wanted && all <= updated ? new(ProgressState.Done, text)
            : new(ProgressState.Waiting, all > updated && updated >= wanted ? $"{text}, old ones end" : text);
    }

    private static JsonNode? Condition(JsonObject live, string type, string status) =>
        (live["status"]?["conditions"]?.AsArray() ?? []).FirstOrDefault(condition => (string?)condition!["type"] == type && (string?)condition["status"] == status);

    private static int Number(JsonNode? node, string field) => node?[field] is { } number ? (int)number : 0;
}

/// <summary>Whether something is there.</summary>
internal enum ProgressState
{
    /// <summary>Not yet.</summary>
    Waiting,

    /// <summary>Yes.</summary>
    Done,

    /// <summary>It won't be.</summary>
    Failed,
}
