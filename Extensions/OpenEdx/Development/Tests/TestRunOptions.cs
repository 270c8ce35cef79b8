namespace Devstack.OpenEdx.Development.Tests;

/// <summary>What a person asks of a run of the platform's tests.</summary>
/// <param name="Suite"><c>lms</c>, <c>cms</c>, <c>common</c> or a service such as <c>notes</c>.</param>
/// <param name="Paths">Folders, files or tests; empty for the whole suite.</param>
public sealed record TestRunOptions(string Suite, IReadOnlyList<string> Paths)
{
    /// <summary>pytest's own arguments, for example <c>-k name</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Which part of how many runs; the first is 1.</summary>
    public (int Index, int Count) Shard { get; init; } = (1, 1);

    /// <summary>How many containers run tests at once.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Only what failed in the last run.</summary>
    public bool LastFailed { get; init; }

    /// <summary>Measures which lines run.</summary>
    public bool Coverage { get; init; }

    /// <summary>The port on 127.0.0.1 at which pytest waits for a debugger; <see langword="null"/> for none.</summary>
    public int? DebuggerPort { get; init; }

    /// <summary>Where a report in JUnit's form is written; <see langword="null"/> for nowhere.</summary>
    public string? JUnitFile { get; init; }

    /// <summary>Where the durations of earlier runs are kept.</summary>
    public required string DurationsFile { get; init; }

    /// <summary>Whether only a part of each file may run, so that its duration says nothing.</summary>
    public bool IsPartial => Arguments.Count > 0 || LastFailed || DebuggerPort is not null || Paths.Any(path => path.Contains("::", StringComparison.Ordinal));
}
