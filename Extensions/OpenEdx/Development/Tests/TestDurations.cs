using System.Text.Json;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>How long test files took in earlier runs, and which tests failed in the last one.</summary>
public sealed class TestDurations
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Seconds by <c>settings file</c>.</summary>
    public SortedDictionary<string, double> Seconds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What shards have measured since <see cref="Seconds"/> was last written, in the same form.</summary>
    /// <remarks>Parts are cut by durations, and shards may run one after the other: what the first measures must not move tests between the others.</remarks>
    public SortedDictionary<string, double> OfShards { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The tests that failed in the last run, by settings.</summary>
    public SortedDictionary<string, SortedSet<string>> Failed { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Reads the file; an empty record when there is none.</summary>
    /// <exception cref="TestRunException">It is no such file.</exception>
    public static async Task<TestDurations> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return new();
        }

        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<TestDurations>(file, Json, cancellationToken) ?? new();
        }
        catch (JsonException error)
        {
            throw new TestRunException($"{path} doesn't hold durations of tests ({error.Message}). Delete it: it is only a record of earlier runs.");
        }
    }

    /// <summary>Writes the file whole, or not at all.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var next = path + ".next";
        await File.WriteAllBytesAsync(next, JsonSerializer.SerializeToUtf8Bytes(this, Json), cancellationToken);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>How long a test or a whole file took; <see langword="null"/> when it hasn't run yet.</summary>
    public double? Of(string settings, string test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return Seconds.TryGetValue(Key(settings, test.Split("::", 2)[0]), out var seconds) ? seconds : null;
    }

    /// <summary>Takes over what shards have measured, where it is all of it: then the next run is cut anew, and all its shards alike.</summary>
    /// <param name="tests">All tests of the run, in all its shards.</param>
    public void BeginRun(IReadOnlyCollection<PlannedTest> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        if (OfShards.Count > 0 && tests.All(test => OfShards.ContainsKey(Key(test.Settings, test.File))))
        {
            TakeOver();
        }
    }

    /// <summary>Takes in what a run reported. What it didn't run keeps what is known of it.</summary>
    /// <param name="planned">What was to run.</param>
    /// <param name="tests">The tests that ran.</param>
    /// <param name="whole">Whether whole files ran: only then is their time known.</param>
    /// <param name="shard">Whether the run was one of several shards: their durations count when all of them have run.</param>
    public void Add(IReadOnlyCollection<PlannedTest> planned, IReadOnlyCollection<TestResult> tests, bool whole, bool shard)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(tests);
        if (whole)
        {
            var seconds = tests.ToLookup(test => Key(test.Settings, test.Test.Split("::", 2)[0]), test => test.Seconds);
            // One without any test has been seen, too.
            foreach (var file in planned.Select(test => Key(test.Settings, test.File)).Concat(seconds.Select(file => file.Key)).Distinct())
            {
                OfShards[file] = Math.Round(seconds[file].Sum(), 3);
            }

            if (!shard)
            {
                TakeOver();
            }
        }

        // The failures of another shard are still to be mended.
        var others = shard ? Failed.SelectMany(group => group.Value, (group, test) => (Settings: group.Key, Test: test)).Except(tests.Select(test => (test.Settings, test.Test))).ToList() : [];
        Failed.Clear();
        foreach (var group in others.Concat(tests.Where(test => test.Failed).Select(test => (test.Settings, test.Test))).GroupBy(test => test.Settings))
        {
            Failed[group.Key] = new(group.Select(test => test.Test), StringComparer.Ordinal);
        }
    }

    private void TakeOver()
    {
        foreach (var (file, seconds) in OfShards)
        {
            Seconds[file] = seconds;
        }

        OfShards.Clear();
    }

    private static string Key(string settings, string file) => $"{settings} {file}";
}

/// <summary>How one test ended.</summary>
/// <param name="Settings">The settings module.</param>
/// <param name="Test">Its name as pytest's, from the checkout's root.</param>
/// <param name="Seconds">How long it took, with setting up and tearing down.</param>
/// <param name="Failed">Whether any of the three failed.</param>
public sealed record TestResult(string Settings, string Test, double Seconds, bool Failed);
