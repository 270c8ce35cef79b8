using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Rules;

/// <summary>Who opens connections to whom: what the document says, and what the init containers of <see cref="Waiting"/> add.</summary>
internal sealed class Edges(KubernetesContext context)
{
    private readonly Lazy<ILookup<string, string>> _callers = new(() => context.Published
        .SelectMany(workload => Of(context, workload), (workload, other) => (workload.Name, other))
        .ToLookup(edge => edge.other, edge => edge.Name));

    /// <summary>Whom a workload connects to, by name.</summary>
    public IReadOnlyCollection<string> From(WorkloadSpec workload) => Of(context, workload);

    /// <summary>Who connects to a workload, by name.</summary>
    public IEnumerable<string> To(string workload) => _callers.Value[workload].Order(StringComparer.Ordinal);

    private static SortedSet<string> Of(KubernetesContext context, WorkloadSpec workload)
    {
        var others = new SortedSet<string>(workload.ConnectsTo, StringComparer.Ordinal);
        // Who asks whether a job's work is there connects to what the job connects to.
        foreach (var job in Waiting.JobsOf(context, workload).Where(job => job.Check is not null))
        {
            others.UnionWith(job.ConnectsTo);
        }

        others.RemoveWhere(name => name == workload.Name || context.Proxies.Contains(name));
        return others;
    }
}
