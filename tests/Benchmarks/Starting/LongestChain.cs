using System.Globalization;
using Devstack.Benchmarks.Harness;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.Benchmarks.Starting;

/// <summary>The lower limit of a start: no order of the containers is faster than the slowest chain of those that wait for each other.</summary>
/// <param name="Length">The sum of the chain's own start times.</param>
/// <param name="Links">The chain, first to last.</param>
internal sealed record LongestChain(TimeSpan Length, IReadOnlyList<string> Links)
{
    /// <summary>What a start may take, as a multiple of it.</summary>
    public const double Goal = 1.2;

    /// <summary>What it is called in a table.</summary>
    public const string Name = "longest chain of the containers' own start times";

    /// <summary>The chain of the stack that has just become ready.</summary>
    /// <remarks>
    /// A service's own time is from its container's start, as the engine recorded it, until its probe succeeded; a job's is until it
    /// ended. What was done already and didn't run takes no time.
    /// </remarks>
    public static async Task<LongestChain> OfAsync(MiniatureDevstack devstack, CancellationToken cancellationToken)
    {
        var status = await devstack.StatusAsync(cancellationToken);
        var own = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var resource in status.Resources.Where(resource => resource.Kind is "service" or "job"))
        {
            own[resource.Name] = await OwnTimeAsync(devstack, status.StartedAt, resource, cancellationToken);
        }

        var chains = new Dictionary<string, LongestChain>(StringComparer.Ordinal);
        return status.Resources.Select(resource => Until(resource.Name)).MaxBy(chain => chain.Length)!;

        LongestChain Until(string name)
        {
            if (!chains.TryGetValue(name, out var chain))
            {
                var waits = status.Resources.FirstOrDefault(resource => resource.Name == name)?.WaitsFor ?? [];
                var before = waits.Select(Until).MaxBy(other => other.Length) ?? new(TimeSpan.Zero, []);
                var time = own.GetValueOrDefault(name);
                chains[name] = chain = new(before.Length + time, [.. before.Links, string.Create(CultureInfo.InvariantCulture, $"{name} {time.TotalSeconds:0.0} s")]);
            }

            return chain;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", Links)} = {Length.TotalSeconds:0.0} s");

    private static async Task<TimeSpan> OwnTimeAsync(
        MiniatureDevstack devstack, DateTimeOffset began, ResourceStatus resource, CancellationToken cancellationToken)
    {
        var inspected = await Shell.TryAsync(
            devstack.Folder, "docker", ["inspect", "--format", "{{.State.StartedAt}} {{.State.FinishedAt}}", devstack.Stack.ContainerName(resource.Name)], cancellationToken);
        if (inspected.ExitCode != 0 || resource.ReadyAfterSeconds is not { } ready)
        {
            return TimeSpan.Zero; // a resource without a container
        }

        var times = inspected.StandardOutput.Trim().Split(' ').Select(time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)).ToArray();
        var end = resource.Kind is "job" ? times[1] : began.AddSeconds(ready);
        return times[0] >= began ? end - times[0] : TimeSpan.Zero;
    }
}
