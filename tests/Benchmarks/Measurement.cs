using System.Globalization;
using System.Text;

namespace Devstack.Benchmarks;

/// <summary>One duration against that of a peer in the same run.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">How long it took with Devstack.</param>
/// <param name="Peer">What it is compared with.</param>
/// <param name="Theirs">How long that took.</param>
/// <param name="Goal">The ratio that we want at most; <see langword="null"/> for none.</param>
internal sealed record Measurement(string What, TimeSpan Ours, string Peer, TimeSpan Theirs, double? Goal = null)
{
    /// <summary>The time that we want at most, whatever the peer takes; <see langword="null"/> for none.</summary>
    public TimeSpan? Limit { get; init; }

    private double Ratio => Ours / Theirs;

    private string Goals => string.Join(" and ", new[]
    {
        Goal is { } goal ? string.Create(CultureInfo.InvariantCulture, $"≤ {goal:0.0}") : null,
        Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"≤ {limit.TotalSeconds:0.0} s") : null,
    }.OfType<string>());

    /// <summary>All measurements as a Markdown table.</summary>
    public static string Table(IEnumerable<Measurement> measurements)
    {
        var text = new StringBuilder("| measured | Devstack | peer | its time | ratio | goal |\n| --- | ---: | --- | ---: | ---: | ---: |\n");
        foreach (var row in measurements)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.What} | {row.Ours.TotalSeconds:0.00} s | {row.Peer} | {row.Theirs.TotalSeconds:0.00} s | {row.Ratio:0.00} | {row.Goals} |\n");
        }

        return text.ToString();
    }
}
