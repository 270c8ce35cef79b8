using System.Runtime.CompilerServices;
using Devstack.Benchmarks.Harness;

namespace Devstack.Benchmarks.Starting;

/// <summary>First and second start with every service of the release, against the longest chain of the containers' own start times.</summary>
/// <remarks>Images are there before anything is measured, and the AppHost is built.</remarks>
internal static class FullProfileBenchmark
{
    private static readonly string[] s_full = ["--profile", "full"];

    public static async IAsyncEnumerable<Measurement> RunAsync(
        MiniatureDevstack devstack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Shell.TimeAsync("preparing images of the full profile", () => devstack.RunAsync(cancellationToken, s_full));
        await devstack.ResetAsync(cancellationToken);
        foreach (var start in new[] { "first start, full profile", "second start, full profile" })
        {
            var took = await Shell.TimeAsync(start, () => devstack.RunAsync(cancellationToken, s_full));
            var chain = await LongestChain.OfAsync(devstack, cancellationToken);
            await devstack.StopAsync(cancellationToken);
            await Console.Error.WriteLineAsync($"chain of the {start}: {chain}");
            yield return new(start, took, LongestChain.Name, chain.Length, LongestChain.Goal);
        }
    }
}
