namespace Devstack.OpenEdx.Development.Tests;

/// <summary>Tests of one file, or of a part of it, under one settings module.</summary>
/// <param name="Settings">The settings module.</param>
/// <param name="Test">A file, or a test in it as pytest names it: <c>lms/tests/test_a.py::TestB::test_c</c>.</param>
/// <param name="Seconds">How long it takes, by what is known.</param>
public sealed record PlannedTest(string Settings, string Test, double Seconds)
{
    /// <summary>The file.</summary>
    public string File => Test.Split("::", 2)[0];
}

/// <summary>Decides which tests run, under which settings, and how they are parted. A pure function of its inputs.</summary>
public static class TestPlan
{
    // About what edx-platform's tests take a byte (12,200 functions in 1,000 files): it only has to tell long files from short ones.
    private const double SecondsAByte = 0.0005;

    // Where a checkout has no shard definitions: as in the platform's own configuration of pytest (platform.md 11).
    private static readonly Dictionary<string, TestShard> Usual = new()
    {
        ["lms"] = new("lms.envs.test", ["lms"]),
        ["cms"] = new("cms.envs.test", ["cms"]),
        ["shared-with-lms"] = new("lms.envs.test", ["common", "openedx", "xmodule"]),
        ["shared-with-cms"] = new("cms.envs.test", ["common", "openedx", "xmodule"]),
    };

    /// <summary>The tests of a suite, each file once under each of its settings.</summary>
    /// <param name="inventory">What the checkout has.</param>
    /// <param name="suite"><c>lms</c> or <c>cms</c>: what lies in that folder; <c>common</c>: what both share, under the settings of both;
    /// else a service of its own: all of its files, under the settings that its configuration of pytest names.</param>
    /// <param name="paths">Folders, files or tests to run; empty for all of the suite.</param>
    /// <param name="durations">What is known of earlier runs.</param>
    /// <exception cref="TestRunException">A path has no tests.</exception>
    public static IReadOnlyList<PlannedTest> Select(TestInventory inventory, string suite, IReadOnlyList<string> paths, TestDurations durations)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(durations);
        var chosen = paths.Count == 0
            ? OfShards(inventory, suite)
            : paths.SelectMany(path => OfPath(inventory, path).SelectMany(test => SettingsOf(suite, test.File.Path).Select(settings => (settings, test.Test, test.File))));
        return
        [
            .. chosen
                .DistinctBy(test => (test.settings, test.Test))
                .Select(test => new PlannedTest(test.settings, test.Test, durations.Of(test.settings, test.Test) ?? test.File.Size * SecondsAByte))
                .OrderBy(test => test.Settings, StringComparer.Ordinal)
                .ThenBy(test => test.Test, StringComparer.Ordinal),
        ];
    }

    /// <summary>The test files that no shard of the checkout runs.</summary>
    /// <param name="inventory">What the checkout has.</param>
    /// <param name="suite">As for <see cref="Select"/>: no file of a service is forgotten.</param>
    public static IReadOnlyList<string> Forgotten(TestInventory inventory, string suite)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        var paths = (inventory.Shards ?? Usual).Values.SelectMany(shard => shard.Paths).ToList();
        return !IsOfThePlatform(suite) ? [] : [.. inventory.Files.Where(file => !paths.Any(path => IsBelow(file.Path, path))).Select(file => file.Path)];
    }

    /// <summary>Parts tests into <paramref name="count"/> parts that take about as long as each other. The same tests give the same parts.</summary>
    /// <param name="tests">The tests.</param>
    /// <param name="count">At least one; parts may be empty.</param>
    public static IReadOnlyList<IReadOnlyList<PlannedTest>> Part(IReadOnlyList<PlannedTest> tests, int count)
    {
        ArgumentNullException.ThrowIfNull(tests);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var parts = Enumerable.Range(0, count).Select(_ => new List<PlannedTest>()).ToList();
        var seconds = new double[count];
        // The longest first, each to the part that has least: never more than 4/3 of the best that there is (Graham 1969).
        foreach (var test in tests.OrderByDescending(test => test.Seconds).ThenBy(test => test.Settings, StringComparer.Ordinal).ThenBy(test => test.Test, StringComparer.Ordinal))
        {
            var lightest = Array.IndexOf(seconds, seconds.Min());
            parts[lightest].Add(test);
            seconds[lightest] += test.Seconds;
        }

        return parts;
    }

    /// <summary>Tests that pytest can run together: the same settings, and the same tree, whose configuration it finds.</summary>
    public static IEnumerable<IGrouping<(string Settings, bool IsCms), PlannedTest>> Groups(IEnumerable<PlannedTest> tests) => tests
        .OrderBy(test => test.Settings, StringComparer.Ordinal)
        .ThenBy(test => test.Test, StringComparer.Ordinal)
        .GroupBy(test => (test.Settings, test.Test.StartsWith("cms/", StringComparison.Ordinal)));

    private static bool IsOfThePlatform(string suite) => suite is "lms" or "cms" or "common";

    private static IEnumerable<(string settings, string Test, TestFile File)> OfShards(TestInventory inventory, string suite) => !IsOfThePlatform(suite)
        ? inventory.Files.Select(file => ("", file.Path, file))
        : (inventory.Shards ?? Usual).Values
        .SelectMany(shard => shard.Paths.Select(path => (shard.Settings, path)))
        .Where(pair => suite == SuiteOf(pair.path))
        .SelectMany(pair => inventory.Files.Where(file => IsBelow(file.Path, pair.path)).Select(file => (pair.Settings, file.Path, file)));

    private static IEnumerable<(string Test, TestFile File)> OfPath(TestInventory inventory, string path)
    {
        var (folder, test) = path.Split("::", 2) is [var left, var right] ? (left, "::" + right) : (path, "");
        var files = inventory.Files.Where(file => IsBelow(file.Path, Normal(folder))).ToList();
        return files.Count > 0
            ? files.Select(file => (file.Path + test, file))
            : throw new TestRunException($"There are no tests in '{path}'. Name a folder, a file or a test from the checkout's root, for example lms/djangoapps/branding.");
    }

    // A file of one service runs as that service, whatever was asked; a shared one as the suite says.
    private static string[] SettingsOf(string suite, string file) =>
        !IsOfThePlatform(suite) ? [""]
        : SuiteOf(file) is not "common" and var own ? [$"{own}.envs.test"]
        : suite == "common" ? ["lms.envs.test", "cms.envs.test"]
        : [$"{suite}.envs.test"];

    private static string SuiteOf(string path) => Normal(path).Split('/')[0] is "lms" or "cms" ? Normal(path).Split('/')[0] : "common";

    private static bool IsBelow(string file, string path) =>
        Normal(path) is var normal && (normal.Length == 0 || file == normal || file.StartsWith(normal + "/", StringComparison.Ordinal));

    private static string Normal(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..].TrimEnd('/') : path.TrimEnd('/');
}

/// <summary>Tests can't be run as asked. The message is for people.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class TestRunException(string message) : Exception(message);
