namespace Devstack.CommandLine;

/// <summary>A verb can't do what it was asked for. The message is for people: print it without a stack trace.</summary>
public sealed class CommandFailedException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
    public CommandFailedException(string message, int exitCode = ExitCodes.Failed)
        : base(message) => ExitCode = exitCode;

    /// <summary>What the process ends with; one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; }
}
