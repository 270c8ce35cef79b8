using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Devstack.CommandLine.Output;

/// <summary>Log lines for people: the message, and of an exception what it says rather than where it was thrown.</summary>
/// <remarks>The variable <c>DEVSTACK_TRACE=1</c> adds the stack traces.</remarks>
internal sealed class PlainConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "devstack";

    private static readonly bool WithTraces = Environment.GetEnvironmentVariable("DEVSTACK_TRACE") is "1";

    private string _last = "";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, null);
        var line = Prefix(logEntry.LogLevel) + (logEntry.Exception is { } error ? Join(message, Text(error)) : message);
        // A failure is reported by each layer that it passes.
        if (line != _last || logEntry.LogLevel < LogLevel.Warning)
        {
            textWriter.WriteLine(line);
            if (WithTraces && logEntry.Exception is not null)
            {
                textWriter.WriteLine(logEntry.Exception);
            }
        }

        _last = line;
    }

    private static string Prefix(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error: ",
        LogLevel.Warning => "warning: ",
        _ => "",
    };

    // An error of ours says all that a person needs; of any other the type is half of the message.
    private static string Text(Exception error) =>
        ErrorTexts.Of(error)?.Text
        ?? (error.InnerException is { } inner && error.Message.Contains(inner.Message, StringComparison.Ordinal) ? error.Message : $"{error.GetType().Name}: {error.Message}");

    private static string Join(string message, string error)
    {
        var start = message.TrimEnd('.');
        return error.Contains(start, StringComparison.Ordinal) ? error
            : message.Contains(error, StringComparison.Ordinal) ? message
            : $"{message} {error}";
    }
}
