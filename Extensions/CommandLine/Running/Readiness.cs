using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Running;

/// <summary>How far one resource is.</summary>
internal enum ResourceReadiness
{
    /// <summary>Not yet.</summary>
    Pending,

    /// <summary>Running and healthy, or finished with success.</summary>
    Ready,

    /// <summary>It can't become ready by waiting.</summary>
    Failed,

    /// <summary>The stack is ready without it: nobody starts it, or a person starts it when wanted.</summary>
    NotCounted,
}

/// <summary>Decides from states alone whether a stack is ready.</summary>
internal static class Readiness
{
    /// <summary>The state of a resource that nobody starts.</summary>
    public const string NoState = "-";

    /// <summary>The state of a resource that starts only when a person says so.</summary>
    public const string OnDemand = "On demand";

    /// <summary>How far a resource is.</summary>
    public static ResourceReadiness Of(ResourceStatus resource) => resource.State switch
    {
        NoState or OnDemand => ResourceReadiness.NotCounted,
        // What runs once is ready when it has ended.
        _ when resource.State == KnownResourceStates.Running && resource.Kind is ResourceKinds.Job or ResourceKinds.Image => ResourceReadiness.Pending,
        _ when resource.State == KnownResourceStates.Running => resource.Health is "" or "Healthy" ? ResourceReadiness.Ready : ResourceReadiness.Pending,
        _ when resource.State == KnownResourceStates.Active => ResourceReadiness.Ready,
        _ when resource.State == KnownResourceStates.Finished || resource.State == KnownResourceStates.Exited =>
            resource.Detail.StartsWith(ExitCodePrefix, StringComparison.Ordinal) ? ResourceReadiness.Failed : ResourceReadiness.Ready,
        _ when resource.State == KnownResourceStates.FailedToStart
            || resource.State == KnownResourceStates.RuntimeUnhealthy
            || resource.State == KnownResourceStates.ValueMissing => ResourceReadiness.Failed,
        _ => ResourceReadiness.Pending,
    };

    /// <summary>How a stack is as a whole. One failure is enough to say so: what waits for it will never come.</summary>
    public static StackPhase Of(IReadOnlyCollection<ResourceStatus> resources)
    {
        var all = resources.Select(Of).ToList();
        return all.Contains(ResourceReadiness.Failed) ? StackPhase.Failed
            : all.Contains(ResourceReadiness.Pending) ? StackPhase.Starting
            : StackPhase.Ready;
    }

    /// <summary>How the detail of a resource begins that ended with another exit code than 0.</summary>
    public const string ExitCodePrefix = "exit code ";
}
