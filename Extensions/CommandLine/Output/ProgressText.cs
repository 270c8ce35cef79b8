using System.Globalization;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Output;

/// <summary>What changed between two statuses of a stack, a line each. The AppHost and whoever follows it print the same.</summary>
internal static class ProgressText
{
    /// <summary>The lines for what is new in <paramref name="after"/>.</summary>
    /// <param name="before">The last status that was printed; <see langword="null"/> at first.</param>
    /// <param name="after">The status now.</param>
    /// <param name="elapsed">Seconds since the AppHost began.</param>
    public static IEnumerable<string> Lines(StackStatus? before, StackStatus after, double elapsed)
    {
        var known = before?.Resources.ToDictionary(resource => resource.Name, ResourceText.Of) ?? [];
        foreach (var resource in after.Resources.Where(IsWorthALine))
        {
            var text = ResourceText.Of(resource);
            if (known.GetValueOrDefault(resource.Name) != text)
            {
                yield return Line(elapsed, $"{resource.Name,-24} {text}");
            }
        }

        if (after.Phase is StackPhase.Stopping && before?.Phase is not StackPhase.Stopping)
        {
            yield return Line(elapsed, "Stopping. Press Ctrl+C again to end at once.");
        }
    }

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

    // Every resource waits at first: only what moves is news.
    private static bool IsWorthALine(ResourceStatus resource) =>
        resource.State is not ("" or "Waiting" or "NotStarted") && Readiness.Of(resource) is not ResourceReadiness.NotCounted;

    private static string Line(double elapsed, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"[{elapsed,6:0.0} s] {text}");
}
