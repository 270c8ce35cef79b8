using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;

namespace Devstack.Publishing.Reading;

/// <summary>Which resources are published, what they are called, and which of them are jobs.</summary>
internal sealed partial class WorkloadNames
{
    private readonly Dictionary<IResource, string> _names = [];
    private readonly HashSet<IResource> _jobs = [];

    public WorkloadNames(IReadOnlyList<IResource> resources, Problems problems)
    {
        Resources = resources;
        foreach (var resource in resources)
        {
            var name = resource.Name.ToLowerInvariant();
            if (!NamePattern().IsMatch(name))
            {
                problems.Add(resource.Name, "can't be a host name: use letters, digits and hyphens, a letter first, at most 63.");
            }

            _names[resource] = name;
            foreach (var wait in resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.WaitType is WaitType.WaitForCompletion))
            {
                _jobs.Add(wait.Resource);
            }

            if (resource.HasAnnotationOfType<JobAnnotation>() || resource.HasAnnotationOfType<ScheduleAnnotation>())
            {
                _jobs.Add(resource);
            }
        }
    }

    /// <summary>The resources, in the order of the model.</summary>
    public IReadOnlyList<IResource> Resources { get; }

    /// <summary>The name of a resource as a workload, or <see langword="null"/> when it isn't one.</summary>
    public string? Find(IResource resource) => _names.GetValueOrDefault(resource);

    /// <summary>Whether a resource runs once: it says so, or somebody waits for its end.</summary>
    public bool IsJob(IResource resource) => _jobs.Contains(resource);

    [GeneratedRegex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex NamePattern();
}
