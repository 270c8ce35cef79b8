using System.Runtime.CompilerServices;
using Devstack.Benchmarks.Harness;

namespace Devstack.Benchmarks.Testing;

/// <summary>The platform's own tests: the longer of two shards, as two machines would run them, against all of them at once.</summary>
internal static class TestingBenchmark
{
    private const double Goal = 0.65;

    public static async IAsyncEnumerable<Measurement> RunAsync(
        MiniatureDevstack devstack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Shell.TimeAsync("preparing images and durations of tests", () => devstack.TestAsync(cancellationToken));
        var whole = await Shell.TimeAsync("all tests", () => devstack.TestAsync(cancellationToken));
        var first = await Shell.TimeAsync("shard 1/2", () => devstack.TestAsync(cancellationToken, "--shard", "1/2"));
        var second = await Shell.TimeAsync("shard 2/2", () => devstack.TestAsync(cancellationToken, "--shard", "2/2"));
        yield return new("the longer of two shards", first > second ? first : second, "all tests in one run", whole, Goal);
    }
}
