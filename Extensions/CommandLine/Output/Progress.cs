using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Output;

/// <summary>
/// Prints how a stack comes up: what changed and what failed to standard error, the addresses to standard output.
/// The AppHost and whoever follows it print the same.
/// </summary>
internal sealed class Progress
{
    private readonly Dictionary<string, string> _printed = [];
    private StackStatus? _last;

    /// <summary>Prints what is new in <paramref name="status"/>.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="status">The status now.</param>
    /// <param name="elapsed">Seconds since the AppHost began.</param>
    public async Task PrintAsync(Terminal terminal, StackStatus status, double elapsed)
    {
        foreach (var line in Next(status, elapsed))
        {
            await terminal.Error.WriteLineAsync(line);
        }

        if (status.Phase is StackPhase.Failed && !status.Failures.SequenceEqual(_last?.Failures ?? []))
        {
            foreach (var line in ProgressText.Failures(status))
            {
                await terminal.Error.WriteLineAsync(line);
            }
        }

        if (status.Phase is StackPhase.Ready && _last?.Phase is not StackPhase.Ready)
        {
            await terminal.Output.WriteAsync(UrlTable.Write(status));
            await terminal.Output.FlushAsync();
        }

        _last = status;
    }

    /// <summary>The lines for what is new, each resource's words once.</summary>
    public IReadOnlyList<string> Next(StackStatus status, double elapsed)
    {
        var lines = new List<string>();
        // While a stack stops, each container ends with some code: that is no news.
        foreach (var resource in status.Resources.Where(resource => !status.IsEnding() && ProgressText.IsWorthALine(resource)))
        {
            var text = ResourceText.Of(resource);
            if (_printed.GetValueOrDefault(resource.Name) != text)
            {
                _printed[resource.Name] = text;
                lines.Add(ProgressText.Line(elapsed, $"{resource.Name,-24} {text}"));
            }
        }

        if (status.Phase is StackPhase.Stopping && _last?.Phase is not StackPhase.Stopping)
        {
            lines.Add(ProgressText.Line(elapsed, "Stopping. Press Ctrl+C again to end at once."));
        }

        return lines;
    }
}
