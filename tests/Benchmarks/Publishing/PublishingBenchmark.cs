using System.Globalization;
using System.Runtime.CompilerServices;
using Devstack.Benchmarks.Harness;
using Devstack.Tests;

namespace Devstack.Benchmarks.Publishing;

/// <summary>Publishing: what the platform costs above the AppHost's own start, and whether a model's size counts once or squared.</summary>
internal static class PublishingBenchmark
{
    private const int Rounds = 7;
    private const int Few = 250;
    private const double Linear = 1.2;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    public static async IAsyncEnumerable<Measurement> RunAsync(
        MiniatureDevstack devstack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Start = "the AppHost's own start";
        var steps = await StepsAsync(devstack, ["before-start", "publish-compose", "publish"], cancellationToken);
        var start = steps[0];
        yield return new("the platform to Compose, after the start", steps[1] - start, Start, start) { Limit = s_limit };
        yield return new("the platform to both targets, after the start", steps[2] - start, Start, start) { Limit = s_limit };

        var services = await BestAsync([Few, Few * 2, Few * 4], count => ManyServices.PublishAsync(count, cancellationToken));
        yield return new($"{Few * 2} services to Compose", services[1], $"2 times what {Few} take", services[0] * 2, Linear);
        yield return new($"{Few * 4} services to Compose", services[2], $"4 times what {Few} take", services[0] * 4, Linear);
    }

    // The least of each: the compiler and other programs of the machine only ever add to it. In turn, so that both meet the same machine.
    private static async Task<TimeSpan[]> BestAsync<T>(T[] subjects, Func<T, Task<TimeSpan>> measure)
    {
        var best = Enumerable.Repeat(TimeSpan.MaxValue, subjects.Length).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < subjects.Length; i++)
            {
                var took = await measure(subjects[i]);
                best[i] = took < best[i] ? took : best[i];
            }
        }

        await Console.Error.WriteLineAsync(string.Join(", ", subjects.Zip(best, (subject, time) => string.Create(CultureInfo.InvariantCulture, $"{subject}: {time.TotalSeconds:0.00} s"))));
        return best;
    }

    // All go at the end: right after many files went, ext4 is slow to make as many, for it takes no place that has just become free.
    private static async Task<TimeSpan[]> StepsAsync(MiniatureDevstack devstack, string[] steps, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("devstack-published-");
        try
        {
            return await BestAsync(steps, step => AppHostAsync(devstack, step, folder.CreateSubdirectory(Path.GetRandomFileName()), cancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<TimeSpan> AppHostAsync(MiniatureDevstack devstack, string step, DirectoryInfo output, CancellationToken cancellationToken)
    {
        var program = Repository.PathTo("artifacts", "bin", "AppHost", new DirectoryInfo(AppContext.BaseDirectory).Name, "AppHost.dll");
        var began = TimeProvider.System.GetTimestamp();
        await Shell.RunAsync(devstack.Folder, "dotnet", [program, "--operation", "publish", "--step", step, "--output-path", output.FullName], cancellationToken);
        return TimeProvider.System.GetElapsedTime(began);
    }
}
