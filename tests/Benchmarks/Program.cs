using Devstack.Benchmarks;
using Devstack.Benchmarks.Harness;
using Devstack.Benchmarks.Publishing;
using Devstack.Benchmarks.Reloading;
using Devstack.Benchmarks.Starting;
using Devstack.Benchmarks.Testing;

// dotnet run --project tests/Benchmarks [NAME...]: measures us and a peer in the same run and prints ratios.
var benchmarks = new Dictionary<string, Func<MiniatureDevstack, CancellationToken, IAsyncEnumerable<Measurement>>>(StringComparer.Ordinal)
{
    ["start"] = StartingBenchmark.RunAsync,
    ["full"] = FullProfileBenchmark.RunAsync,
    ["reload"] = ReloadingBenchmark.RunAsync,
    ["test"] = TestingBenchmark.RunAsync,
    ["publish"] = PublishingBenchmark.RunAsync,
};

if (args.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'. There are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

var measurements = new List<Measurement>();
try
{
    await MeasureAsync();
}
catch (Exception error) when (error is InvalidOperationException or OperationCanceledException)
{
    // What was measured before is worth as much as ever.
    await Console.Out.WriteAsync(Measurement.Table(measurements));
    await Console.Error.WriteLineAsync($"\n{error.Message}");
    return 1;
}

await Console.Out.WriteAsync(Measurement.Table(measurements));
return 0;

async Task MeasureAsync()
{
    await using var devstack = await MiniatureDevstack.CreateAsync(interrupted.Token);
    foreach (var name in args.Length > 0 ? args : [.. benchmarks.Keys])
    {
        await foreach (var measurement in benchmarks[name](devstack, interrupted.Token))
        {
            measurements.Add(measurement);
        }
    }
}
