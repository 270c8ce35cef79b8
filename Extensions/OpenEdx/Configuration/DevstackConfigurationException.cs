namespace Devstack.OpenEdx.Configuration;

/// <summary>Something that a person has set is wrong. The message is for people: print it without a stack trace.</summary>
public sealed class DevstackConfigurationException : Exception
{
    /// <summary>Creates the error for one or more problems.</summary>
    /// <param name="problems">A line each: where, what, and what to do.</param>
    public DevstackConfigurationException(IEnumerable<string> problems)
        : this([.. problems])
    {
    }

    /// <summary>Creates the error for one problem.</summary>
    /// <param name="problem">Where, what, and what to do, on one line.</param>
    public DevstackConfigurationException(string problem)
        : this([problem])
    {
    }

    private DevstackConfigurationException(string[] problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>All problems, a line each; the message is these lines.</summary>
    public IReadOnlyList<string> Problems { get; }
}
