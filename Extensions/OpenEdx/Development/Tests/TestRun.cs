using System.Text.Json;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>Runs the platform's own tests, in containers of their own.</summary>
/// <param name="line">Gets each line for a person.</param>
internal sealed class TestRun(Action<string> line)
{
    // pytest's exit codes.
    private const int Failures = 1;
    private const int NothingCollected = 5;

    private const UnixFileMode OthersRead =
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs tests once.</summary>
    /// <returns>pytest's exit code; of several the first that tells of a failure.</returns>
    /// <exception cref="TestRunException">Something is missing or can't be understood.</exception>
    public async Task<int> RunAsync(TestRunOptions options, TestContainers containers, CancellationToken cancellationToken)
    {
        var durations = await TestDurations.ReadAsync(options.DurationsFile, cancellationToken);
        var tests = await SelectAsync(options, containers, durations, cancellationToken);
        var parts = TestPlan.Part(TestPlan.Part(tests, options.Shard.Count)[options.Shard.Index - 1], options.Parallel).Where(part => part.Count > 0).ToList();
        if (parts.Count == 0)
        {
            line(options.LastFailed ? "Nothing failed in the last run." : "There is nothing to run in this part.");
            return 0;
        }

        var results = Directory.CreateTempSubdirectory("devstack-tests-").FullName;
        try
        {
            var exitCodes = await Task.WhenAll(parts.Select((part, index) => RunPartAsync(options, containers, part, index, parts.Count, results, cancellationToken)));
            var reports = await ReportsAsync(results, cancellationToken);
            var isMeasured = !options.IsPartial && exitCodes.All(code => code is 0 or Failures or NothingCollected);
            durations.Add([.. parts.SelectMany(part => part)], reports, whole: isMeasured, shard: options.Shard.Count > 1);
            await durations.WriteAsync(options.DurationsFile, cancellationToken);
            await FinishAsync(options, containers, results, cancellationToken);
            Sum(reports, parts.Count);
            return exitCodes.FirstOrDefault(code => code is not 0 and not NothingCollected) is not 0 and var failure ? failure
                : exitCodes.All(code => code == NothingCollected) ? NothingCollected
                : 0;
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
    }

    private async Task<IReadOnlyList<PlannedTest>> SelectAsync(
        TestRunOptions options, TestContainers containers, TestDurations durations, CancellationToken cancellationToken)
    {
        var inventory = await containers.InventoryAsync(cancellationToken);
        durations.BeginRun(TestPlan.Select(inventory, options.Suite, options.Paths, durations));
        var tests = TestPlan.Select(inventory, options.Suite, options.Paths, durations);
        if (options.Paths.Count == 0 && TestPlan.Forgotten(inventory, options.Suite) is { Count: > 0 } forgotten)
        {
            line($"{forgotten.Count} test files are in no shard of this checkout and don't run, for example {forgotten[0]}.");
        }

        // A test's file has to be one of those that were asked for.
        return !options.LastFailed ? tests :
        [
            .. tests.DistinctBy(test => (test.Settings, test.File)).SelectMany(test => durations.Failed.GetValueOrDefault(test.Settings, [])
                .Where(failed => failed.Split("::", 2)[0] == test.File)
                .Select(failed => test with { Test = failed })),
        ];
    }

    private async Task<int> RunPartAsync(
        TestRunOptions options, TestContainers containers, IReadOnlyList<PlannedTest> part, int index, int count, string results, CancellationToken cancellationToken)
    {
        var plan = JsonSerializer.Serialize(
            new
            {
                Groups = TestPlan.Groups(part).Select(group => new { group.Key.Settings, Tests = group.Select(test => test.Test) }),
                options.Arguments,
                Junit = options.JUnitFile is not null,
                options.Coverage,
                Debugger = options.DebuggerPort,
            },
            Json);
        var container = await containers.CreatePartAsync(plan, options.DebuggerPort, hasTerminal: false, cancellationToken);
        var prefix = count == 1 ? "" : $"[{index + 1}/{count}] ";
        var exitCode = await containers.RunAsync(container, text => line(prefix + text), cancellationToken);
        await containers.TryFetchAsync(container, Directory.CreateDirectory(Path.Combine(results, $"{index}")).FullName, cancellationToken);
        return exitCode;
    }

    private static async Task<IReadOnlyCollection<TestResult>> ReportsAsync(string results, CancellationToken cancellationToken)
    {
        var all = new List<TestResult>();
        foreach (var report in Directory.EnumerateFiles(results, "report.jsonl", SearchOption.AllDirectories))
        {
            await foreach (var text in File.ReadLinesAsync(report, cancellationToken))
            {
                all.Add(JsonSerializer.Deserialize<TestResult>(text, Json)!);
            }
        }

        return all;
    }

    private async Task FinishAsync(TestRunOptions options, TestContainers containers, string results, CancellationToken cancellationToken)
    {
        if (options.JUnitFile is { } junit)
        {
            await JUnitReport.MergeAsync(Directory.EnumerateFiles(results, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal), junit, cancellationToken);
            line($"Report: {junit}");
        }

        if (options.Coverage)
        {
            const string Script = "python -m coverage combine --quiet --keep --data-file=/tmp/all $(find \"$0\" -name .coverage) && exec python -m coverage report --data-file=/tmp/all --skip-empty --skip-covered";
            if (!OperatingSystem.IsWindows())
            {
                // Its copy in the container keeps the mode, and another user reads it there.
                File.SetUnixFileMode(results, File.GetUnixFileMode(results) | OthersRead);
            }

            if (await containers.RunOverAsync(results, ["sh", "-c", Script, TestImages.Results], line, cancellationToken) is not 0 and var exitCode)
            {
                throw new TestRunException($"The coverage could not be reported (exit code {exitCode}); the lines above say why.");
            }
        }
    }

    private void Sum(IReadOnlyCollection<TestResult> reports, int parts)
    {
        var failed = reports.Count(report => report.Failed);
        line($"{reports.Count - failed} passed or skipped, {failed} failed{(parts > 1 ? $", in {parts} containers" : "")}.");
        foreach (var report in reports.Where(report => report.Failed).OrderBy(report => report.Test, StringComparer.Ordinal))
        {
            line($"failed: {report.Test}{(report.Settings.Length > 0 ? $" ({report.Settings})" : "")}");
        }

        if (failed > 0)
        {
            line("Only these again: --last-failed");
        }
    }
}
