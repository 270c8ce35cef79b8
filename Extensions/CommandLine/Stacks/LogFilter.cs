using System.Text.RegularExpressions;

namespace Devstack.CommandLine.Stacks;

/// <summary>Which lines of a log are shown.</summary>
/// <param name="Pattern">What a line has to match; <see langword="null"/> for anything.</param>
/// <param name="Least">The least severe level that is shown; <see langword="null"/> for any.</param>
internal sealed partial record LogFilter(Regex? Pattern, LogSeverity? Least)
{
    public bool Shows(string line) => (Pattern?.IsMatch(line) ?? true) && (Least is null || (SeverityOf(line) ?? LogSeverity.Info) >= Least);

    /// <summary>The level that a line names, as Python, Django, Celery, MySQL, Redis, MongoDB and Caddy write it; <see langword="null"/> for none.</summary>
    public static LogSeverity? SeverityOf(string line)
    {
        var match = LevelWord().Match(line.Length > 200 ? line[..200] : line);
        return !match.Success ? null : match.Value.Trim('"', '[', ']', ' ', ':', '=').ToUpperInvariant() switch
        {
            "DEBUG" or "TRACE" => LogSeverity.Debug,
            "INFO" or "NOTE" or "NOTICE" => LogSeverity.Info,
            "WARN" or "WARNING" => LogSeverity.Warning,
            _ => LogSeverity.Error,
        };
    }

    // Upper case as a word of its own, or in brackets or quotes: "no error" in a sentence is none. MySQL writes [Warning], Caddy "warn".
    [GeneratedRegex("""\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\b|\[(?:System|Note|Warning|Error)\]|"(?:debug|info|warn|error|fatal)"|^Traceback \(most recent call last\):""")]
    private static partial Regex LevelWord();
}

/// <summary>How grave a line is.</summary>
internal enum LogSeverity
{
    /// <summary>For whoever looks for a mistake.</summary>
    Debug,

    /// <summary>What happens.</summary>
    Info,

    /// <summary>What may become a mistake.</summary>
    Warning,

    /// <summary>What has failed.</summary>
    Error,
}
