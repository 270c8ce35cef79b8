using Aspire.Hosting;

namespace Devstack.Publishing.Reading;

/// <summary>The model says something that can't be published.</summary>
public sealed class PublishException : DistributedApplicationException
{
    internal PublishException(string target, IReadOnlyList<string> problems)
        : base($"'{target}' can't be published:\n" + string.Join('\n', problems.Select(problem => $"- {problem}"))) => Problems = problems;

    /// <summary>One line a problem: the resource, the place, and what to do.</summary>
    public IReadOnlyList<string> Problems { get; }
}

/// <summary>Collects what can't be published, so that all of it is said at once.</summary>
/// <param name="target">Who publishes.</param>
public sealed class Problems(string target)
{
    private readonly List<string> _problems = [];

    /// <summary>Adds a problem; the same one twice is one.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="text">What is wrong there and what to do; goes on after the resource's name.</param>
    public void Add(string resource, string text)
    {
        var problem = $"'{resource}' {text}";
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Ends here when there was a problem.</summary>
    /// <exception cref="PublishException">There was one; all of them are in the message.</exception>
    public void Check()
    {
        if (_problems.Count > 0)
        {
            throw new PublishException(target, _problems);
        }
    }
}
