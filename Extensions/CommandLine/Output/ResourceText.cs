using Devstack.Hosting.Containers.Stacks;
using Devstack.CommandLine.Running;

namespace Devstack.CommandLine.Output;

/// <summary>One resource's state in a few words.</summary>
internal static class ResourceText
{
    /// <summary>For example <c>ready after 5.1 s</c>, <c>running, not healthy yet</c>, <c>failed: exit code 1</c>.</summary>
    public static string Of(ResourceStatus resource)
    {
        var reason = FirstLine(resource.Detail);
        return Readiness.Of(resource) switch
        {
            ResourceReadiness.Ready when resource.Kind is ResourceKinds.Job or ResourceKinds.Image => $"done{After(resource)}{In(reason)}",
            ResourceReadiness.Ready => $"ready{After(resource)}{In(reason)}",
            ResourceReadiness.Failed => $"failed: {(reason.Length > 0 ? reason : resource.State)}",
            ResourceReadiness.NotCounted => resource.State.Length > 0 ? Lower(resource.State) : "",
            _ when resource.State is "Running" && resource.Kind is not ResourceKinds.Job => $"running, not healthy yet{In(reason)}",
            _ => $"{(resource.State.Length > 0 ? Lower(resource.State) : "pending")}{In(reason)}",
        };
    }

    public static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim();
    }

    private static string After(ResourceStatus resource) => resource.Seconds is { } seconds ? $" after {Seconds.Text(seconds)}" : "";

    private static string In(string reason) => reason.Length > 0 ? $" ({reason})" : "";

    private static string Lower(string state) => state.ToLowerInvariant();
}
