namespace Devstack.CommandLine.Shells;

/// <summary>A program that has this terminal to itself: its input, its output, its signals.</summary>
internal interface IForegroundProcess
{
    /// <summary>Whether a person sits at both ends: standard input and standard output are a terminal.</summary>
    bool IsTerminal { get; }

    /// <summary>Runs a program until it ends, with this process's own streams.</summary>
    /// <returns>Its exit code, and whether a signal to this process ended it.</returns>
    Task<ForegroundResult> RunAsync(string program, IReadOnlyList<string> arguments);
}

/// <summary>How a program in the foreground ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Signal">The number of the signal that this process was sent meanwhile; <see langword="null"/> for none.</param>
internal sealed record ForegroundResult(int ExitCode, int? Signal);
