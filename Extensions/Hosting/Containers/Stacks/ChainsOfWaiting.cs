using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Who waits for whom in a model.</summary>
internal sealed class ChainsOfWaiting
{
    private readonly ILookup<string, string> _followers;
    private readonly Dictionary<string, int> _lengths = [];

    /// <summary>Reads what each resource waits for; a resource also follows its parent, as a database does its server.</summary>
    public ChainsOfWaiting(IEnumerable<IResource> resources) => _followers = resources
        .SelectMany(resource => LeadersOf(resource).Select(leader => (leader, resource.Name)))
        .ToLookup(link => link.leader, link => link.Name, StringComparer.Ordinal);

    /// <summary>How many links the longest chain has of those that wait for a resource, directly or for one another; 0 when nobody does.</summary>
    public int LengthBehind(string resource)
    {
        if (!_lengths.TryGetValue(resource, out var length))
        {
            // In a circle nobody ever starts; here it only has to end.
            _lengths[resource] = 0;
            _lengths[resource] = length = _followers[resource].Select(follower => 1 + LengthBehind(follower)).DefaultIfEmpty().Max();
        }

        return length;
    }

    private static IEnumerable<string> LeadersOf(IResource resource)
    {
        var leaders = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);
        return (resource is IResourceWithParent child ? leaders.Append(child.Parent.Name) : leaders).Distinct(StringComparer.Ordinal);
    }
}
