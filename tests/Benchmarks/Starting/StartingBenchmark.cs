using System.Runtime.CompilerServices;
using Devstack.Benchmarks.Harness;

namespace Devstack.Benchmarks.Starting;

/// <summary>First and second start: against the longest chain of the containers' own start times, and against Docker Compose.</summary>
/// <remarks>Images are there before anything is measured, and the AppHost is built.</remarks>
internal static class StartingBenchmark
{
    private const string Compose = "docker compose up --wait, hand-written";

    public static async IAsyncEnumerable<Measurement> RunAsync(
        MiniatureDevstack devstack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Shell.TimeAsync("preparing images", () => devstack.RunAsync(cancellationToken));
        await using var peer = await ComposePeer.CreateAsync(devstack.Stack, cancellationToken);
        await devstack.ResetAsync(cancellationToken);

        var first = await Shell.TimeAsync("first start", () => devstack.RunAsync(cancellationToken));
        var firstChain = await LongestChain.OfAsync(devstack, cancellationToken);
        await devstack.StopAsync(cancellationToken);
        var second = await Shell.TimeAsync("second start", () => devstack.RunAsync(cancellationToken));
        var secondChain = await LongestChain.OfAsync(devstack, cancellationToken);
        await devstack.StopAsync(cancellationToken);

        var theirFirst = await Shell.TimeAsync("first start by compose", () => peer.UpAsync(cancellationToken));
        await peer.StopAsync(cancellationToken);
        var theirSecond = await Shell.TimeAsync("second start by compose", () => peer.UpAsync(cancellationToken));
        await peer.StopAsync(cancellationToken);

        await Console.Error.WriteLineAsync($"chain of the first start: {firstChain}\nchain of the second start: {secondChain}");
        yield return new("first start", first, LongestChain.Name, firstChain.Length, LongestChain.Goal);
        yield return new("first start", first, Compose, theirFirst);
        yield return new("second start", second, LongestChain.Name, secondChain.Length, LongestChain.Goal);
        yield return new("second start", second, Compose, theirSecond);
    }
}
