using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Output;

/// <summary>Prints how a stack comes up: progress and failures to standard error, the addresses to standard output.</summary>
internal static class TerminalProgress
{
    public static async Task PrintChangesAsync(this Terminal terminal, StackStatus? before, StackStatus after, double elapsed)
    {
        foreach (var line in ProgressText.Lines(before, after, elapsed))
        {
            await terminal.Error.WriteLineAsync(line);
        }

        if (after.Phase is StackPhase.Failed && !after.Failures.SequenceEqual(before?.Failures ?? []))
        {
            await terminal.PrintFailuresAsync(after);
        }

        if (after.Phase is StackPhase.Ready && before?.Phase is not StackPhase.Ready)
        {
            await terminal.Output.WriteAsync(UrlTable.Write(after));
            await terminal.Output.FlushAsync();
        }
    }

    public static async Task PrintFailuresAsync(this Terminal terminal, StackStatus status)
    {
        foreach (var line in ProgressText.Failures(status))
        {
            await terminal.Error.WriteLineAsync(line);
        }
    }
}
