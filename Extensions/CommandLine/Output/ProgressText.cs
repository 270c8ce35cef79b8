using System.Globalization;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Output;

/// <summary>The lines that tell how a stack comes up.</summary>
internal static class ProgressText
{
    /// <summary>A sign of life while nothing changes: how many are ready, and which are not.</summary>
    public static string Waiting(StackStatus status, double elapsed)
    {
        var counted = status.Resources.Where(resource => Readiness.Of(resource) is not ResourceReadiness.NotCounted).ToList();
        var pending = counted.Where(resource => Readiness.Of(resource) is ResourceReadiness.Pending).ToList();
        // What works comes before what waits for it; among the waiting, the order of the model.
        var names = pending.OrderBy(resource => resource.State is "Waiting" or "" ? 1 : 0)
            .Select(resource => $"{resource.Name} ({ResourceText.Of(resource)})")
            .Take(4)
            .ToList();
        var more = pending.Count > names.Count ? $" and {pending.Count - names.Count} more" : "";
        return Line(elapsed, $"{counted.Count - pending.Count} of {counted.Count} ready; waiting for {string.Join(", ", names)}{more}");
    }

    /// <summary>Why the stack isn't ready: each reason, then the last lines of what failed.</summary>
    public static IEnumerable<string> Failures(StackStatus status)
    {
        foreach (var failure in status.Failures)
        {
            yield return failure;
        }

        foreach (var resource in status.Resources.Where(resource => Readiness.Of(resource) is ResourceReadiness.Failed))
        {
            var lines = resource.Detail.Split('\n');
            if (lines.Length > 1)
            {
                yield return $"The last lines of {resource.Name}:";
                foreach (var line in lines.Skip(1))
                {
                    yield return $"  {line}";
                }
            }
        }
    }

    /// <summary>Whether a resource's state is news: every one waits at first, and only what moves is told.</summary>
    public static bool IsWorthALine(ResourceStatus resource) =>
        resource.State is not ("" or "Waiting" or "NotStarted") && Readiness.Of(resource) is not ResourceReadiness.NotCounted;

    /// <summary>Whether the stack is being stopped or has stopped.</summary>
    public static bool IsEnding(this StackStatus status) => status.Phase is StackPhase.Stopping or StackPhase.Stopped;

    /// <summary>A line with the time since the AppHost began.</summary>
    public static string Line(double elapsed, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"[{elapsed,6:0.0} s] {text}");
}
