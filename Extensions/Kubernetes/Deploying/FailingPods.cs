using System.Text;
using System.Text.Json.Nodes;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>Why a pod doesn't run: what the kubelet says, and the last lines of the container.</summary>
internal sealed class FailingPods(ClusterApi cluster)
{
    private const int Lines = 20;

    /// <summary>A text for a person, about the worst pod of a workload; empty when none has anything to say.</summary>
    /// <remarks>What can't be read is said, too: it is no reason to say less of what failed, or to stop there.</remarks>
    public async Task<string> ExplainAsync(Manifest workload, CancellationToken cancellationToken)
    {
        try
        {
            return await ExplainNewestAsync(workload, cancellationToken);
        }
        catch (DeployException error)
        {
            return $"Its pods can't be looked at: {error.Message}\n";
        }
    }

    /// <summary>Labels as the API server is asked for them.</summary>
    public static string SelectorOf(IEnumerable<KeyValuePair<string, JsonNode?>> labels) => string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));

    private async Task<string> ExplainNewestAsync(Manifest workload, CancellationToken cancellationToken)
    {
        var selector = workload.Kind is "Job"
            ? $"batch.kubernetes.io/job-name={workload.Name}"
            : SelectorOf(workload.Body["spec"]!["selector"]!["matchLabels"]!.AsObject());
        var pods = await cluster.PodsAsync(workload.Namespace!, selector, cancellationToken);
        var text = new StringBuilder();
        // The newest: old ones of a roll still answer.
        foreach (var pod in pods.Where(pod => !IsReady(pod)).OrderByDescending(pod => (string?)pod["metadata"]!["creationTimestamp"], StringComparer.Ordinal).Take(1))
        {
            await ExplainAsync(text, pod, cancellationToken);
        }

        return text.ToString();
    }

    private async Task ExplainAsync(StringBuilder text, JsonObject pod, CancellationToken cancellationToken)
    {
        var name = (string)pod["metadata"]!["name"]!;
        var statuses = Statuses(pod, "initContainerStatuses").Concat(Statuses(pod, "containerStatuses")).ToList();
        if (statuses.Find(status => !IsGood(status)) is not { } bad)
        {
            var unscheduled = (pod["status"]?["conditions"]?.AsArray() ?? []).FirstOrDefault(condition => (string?)condition!["status"] is "False" && condition["message"] is not null);
            text.Append($"Pod {name}: {(string?)unscheduled?["message"] ?? (string?)pod["status"]?["phase"]}\n");
            return;
        }

        var container = (string)bad["name"]!;
        text.Append($"Pod {name}, container {container}: {StateOf(bad)}\n");
        if (bad["state"]?["waiting"]?["reason"] is { } reason && (string)reason! is "ImagePullBackOff" or "ErrImagePull" or "CreateContainerConfigError" or "PodInitializing" or "ContainerCreating" or "InvalidImageName")
        {
            return; // it never ran
        }

        var isPrevious = bad["state"]?["waiting"] is not null && bad["lastState"]?["terminated"] is not null;
        var log = await LogAsync(pod, container, isPrevious, cancellationToken);
        foreach (var line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append("    ").Append(line).Append('\n');
        }
    }

    private async Task<string> LogAsync(JsonObject pod, string container, bool isPrevious, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.LogAsync((string)pod["metadata"]!["namespace"]!, (string)pod["metadata"]!["name"]!, container, Lines, isPrevious, cancellationToken);
        }
        catch (DeployException error)
        {
            return $"(Its log can't be read: {error.Message})";
        }
    }

    private static IEnumerable<JsonNode> Statuses(JsonObject pod, string field) => (pod["status"]?[field]?.AsArray() ?? []).OfType<JsonNode>();

    private static bool IsReady(JsonObject pod) => (pod["status"]?["conditions"]?.AsArray() ?? []).Any(condition => (string?)condition!["type"] is "Ready" && (string?)condition["status"] is "True");

    private static bool IsGood(JsonNode status) => status["ready"]?.GetValue<bool>() is true || (status["state"]?["terminated"] is { } ended && (int)ended["exitCode"]! == 0);

    private static string StateOf(JsonNode status)
    {
        var state = status["state"];
        var text = state?["waiting"] is { } waiting ? $"{(string?)waiting["reason"]}{Message(waiting)}"
            : state?["terminated"] is { } ended ? $"ended with {ended["exitCode"]} ({(string?)ended["reason"]}){Message(ended)}"
            : "runs and isn't ready";
        return status["restartCount"] is { } count && (int)count > 0 ? $"{text}, started again {count} times" : text;
    }

    private static string Message(JsonNode state) => state["message"] is { } message ? $": {((string)message!).Trim()}" : "";
}
