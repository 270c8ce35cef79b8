using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Operations;

/// <summary>The jobs that prepared the data of a stack, by the labels of their containers.</summary>
internal sealed class StackJobs(IReadOnlyList<ContainerState> containers)
{
    private readonly List<ContainerState> _jobs = [.. containers.Where(container => container.Labels.ContainsKey(StackIdentity.AfterLabel))];

    /// <summary>The datastores that jobs prepare, as <c>db reset</c> calls them.</summary>
    public IEnumerable<string> Datastores => _jobs.SelectMany(PreparedBy).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>All that prepare a datastore, and all that wait for one of them, each after those that it waits for.</summary>
    public IReadOnlyList<ContainerState> All => InOrder(_jobs.Where(job => PreparedBy(job).Length > 0));

    /// <summary>Those that prepare one datastore, and all that wait for one of them, each after those that it waits for.</summary>
    public IReadOnlyList<ContainerState> Of(string datastore) => InOrder(_jobs.Where(job => PreparedBy(job).Contains(datastore)));

    private List<ContainerState> InOrder(IEnumerable<ContainerState> first)
    {
        var wanted = first.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        // Until nobody is left who waits for one of them.
        while (_jobs.FirstOrDefault(job => !wanted.Contains(NameOf(job)) && After(job).Any(wanted.Contains)) is { } next)
        {
            wanted.Add(NameOf(next));
        }

        var left = _jobs.Where(job => wanted.Contains(NameOf(job))).OrderBy(NameOf, StringComparer.Ordinal).ToList();
        var ordered = new List<ContainerState>();
        while (left.FirstOrDefault(job => !After(job).Any(before => left.Any(other => NameOf(other) == before))) is { } next)
        {
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    private static string NameOf(ContainerState container) => container.Labels[StackIdentity.ResourceLabel];

    private static string[] After(ContainerState job) => Split(job.Labels[StackIdentity.AfterLabel]);

    private static string[] PreparedBy(ContainerState job) => Split(job.Labels.GetValueOrDefault(ContainerLabels.Prepares, ""));

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
