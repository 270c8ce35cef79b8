using System.Globalization;
using System.Runtime.CompilerServices;
using Devstack.Benchmarks.Harness;

namespace Devstack.Benchmarks.Testing;

/// <summary>The platform's own tests: the longer of two shards, as two machines would run them, against all of them at once.</summary>
internal static class TestingBenchmark
{
    private const double Goal = 0.65;

    // The miniature's tests of the LMS take a second; edx-platform's take an hour.
    private const int Copies = 20;

    public static async IAsyncEnumerable<Measurement> RunAsync(
        MiniatureDevstack devstack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await MeasureAsync(devstack, "all tests", cancellationToken);
        await devstack.MultiplyTestsAsync(Copies, cancellationToken);
        yield return await MeasureAsync(devstack, string.Create(CultureInfo.InvariantCulture, $"{Copies} times all tests"), cancellationToken);
    }

    private static async Task<Measurement> MeasureAsync(MiniatureDevstack devstack, string suite, CancellationToken cancellationToken)
    {
        await Shell.TimeAsync($"preparing images and durations of {suite}", () => devstack.TestAsync(cancellationToken));
        var whole = await Shell.TimeAsync(suite, () => devstack.TestAsync(cancellationToken));
        var first = await Shell.TimeAsync($"shard 1/2 of {suite}", () => devstack.TestAsync(cancellationToken, "--shard", "1/2"));
        var second = await Shell.TimeAsync($"shard 2/2 of {suite}", () => devstack.TestAsync(cancellationToken, "--shard", "2/2"));
        return new($"the longer of two shards of {suite}", first > second ? first : second, $"{suite} in one run", whole, Goal);
    }
}
