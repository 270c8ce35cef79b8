using k8s.Models;

namespace Devstack.Kubernetes.Document;

/// <summary>The standard labels, <c>app.kubernetes.io/…</c>.</summary>
internal static class Labels
{
    public const string Name = "app.kubernetes.io/name";
    public const string Instance = "app.kubernetes.io/instance";
    public const string Component = "app.kubernetes.io/component";
    public const string PartOf = "app.kubernetes.io/part-of";
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Manager = "devstack";

    /// <summary>What belongs to the stack as a whole.</summary>
    public static Dictionary<string, string> OfStack(string stack) => new()
    {
        [Instance] = stack,
        [PartOf] = stack,
        [ManagedBy] = Manager,
    };

    /// <summary>What belongs to one workload.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="workload">The workload's name.</param>
    /// <param name="role"><c>service</c>, <c>datastore</c>, <c>job</c> or <c>schedule</c>.</param>
    public static Dictionary<string, string> Of(string stack, string workload, string role)
    {
        var labels = OfStack(stack);
        labels[Name] = workload;
        labels[Component] = role;
        return labels;
    }

    /// <summary>Finds a workload's pods. It never changes: a selector of a Deployment can't.</summary>
    public static V1LabelSelector Selector(string stack, string workload) => new()
    {
        MatchLabels = new Dictionary<string, string> { [Name] = workload, [Instance] = stack },
    };
}
