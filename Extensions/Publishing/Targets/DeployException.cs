using Aspire.Hosting;

namespace Devstack.Publishing.Targets;

/// <summary>A deployment that failed, in words for a person.</summary>
public class DeployException : DistributedApplicationException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public DeployException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The cause; <see langword="null"/> when there is none.</param>
    public DeployException(string message, Exception? inner)
        : base(message, inner!) // what it hands on may be null
    {
    }
}
