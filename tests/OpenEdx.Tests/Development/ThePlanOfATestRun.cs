using System.Globalization;
using System.Runtime.CompilerServices;
using CsCheck;
using Devstack.OpenEdx.Development.Tests;

namespace Devstack.OpenEdx.Tests.Development;

public class ThePlanOfATestRun
{
    private static readonly TestDurations Nothing = new();

    public static TheoryData<string> Years => ["2025", "2026"];

    [Theory]
    [MemberData(nameof(Years))]
    public void EveryPathOfTheRealShardsRunsOnceUnderItsSettings(string year)
    {
        var shards = RealShards(year);
        var inventory = new TestInventory(shards, [.. shards.Values.SelectMany(shard => shard.Paths).Distinct().Select(path => new TestFile(path.TrimEnd('/') + "/test_it.py", 100))]);

        var tests = new[] { "lms", "cms", "common" }.SelectMany(suite => TestPlan.Select(inventory, suite, [], Nothing)).ToList();

        var wanted = shards.Values.SelectMany(shard => shard.Paths.Select(path => $"{shard.Settings} {path.TrimEnd('/')}/test_it.py")).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(wanted, tests.Select(test => $"{test.Settings} {test.Test}").Order(StringComparer.Ordinal));
        Assert.Empty(TestPlan.Forgotten(inventory, "lms"));
    }

    [Fact]
    public void AFileInTwoNestedPathsRunsOnce()
    {
        var inventory = new TestInventory(
            new Dictionary<string, TestShard>
            {
                ["one"] = new("lms.envs.test", ["lms/djangoapps/discussion/"]),
                ["two"] = new("lms.envs.test", ["lms/djangoapps/discussion/rest_api/", "lms/djangoapps/gone/"]),
            },
            [new("lms/djangoapps/discussion/rest_api/test_a.py", 10), new("lms/djangoapps/discussion/test_b.py", 10), new("lms/lib/test_c.py", 10)]);

        Assert.Equal(
            ["lms/djangoapps/discussion/rest_api/test_a.py", "lms/djangoapps/discussion/test_b.py"],
            TestPlan.Select(inventory, "lms", [], Nothing).Select(test => test.Test));
        Assert.Equal(["lms/lib/test_c.py"], TestPlan.Forgotten(inventory, "lms"));
    }

    [Fact]
    public void WithoutShardsThePlatformsOwnTreesAreTaken()
    {
        var inventory = new TestInventory(null, [new("lms/test_a.py", 1), new("cms/test_b.py", 1), new("openedx/test_c.py", 1)]);

        Assert.Equal(["lms.envs.test lms/test_a.py"], Texts(TestPlan.Select(inventory, "lms", [], Nothing)));
        Assert.Equal(["cms.envs.test openedx/test_c.py", "lms.envs.test openedx/test_c.py"], Texts(TestPlan.Select(inventory, "common", [], Nothing)));
    }

    [Fact]
    public void APathRunsUnderTheSettingsOfItsTree()
    {
        var inventory = new TestInventory(null, [new("lms/test_a.py", 1), new("cms/test_b.py", 1), new("openedx/test_c.py", 1)]);

        Assert.Equal(["lms.envs.test openedx/test_c.py::Class::test"], Texts(TestPlan.Select(inventory, "lms", ["./openedx/test_c.py::Class::test"], Nothing)));
        Assert.Equal(["cms.envs.test cms/test_b.py"], Texts(TestPlan.Select(inventory, "lms", ["cms/"], Nothing)));
        Assert.Contains("There are no tests in 'lms/nowhere'", Assert.Throws<TestRunException>(() => TestPlan.Select(inventory, "lms", ["lms/nowhere"], Nothing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AServiceRunsAllOfItsFilesAsItsOwnConfigurationSays()
    {
        var inventory = new TestInventory(null, [new("notesapi/v1/tests/test_views.py", 1), new("lms/test_a.py", 1)]);

        Assert.Equal([" lms/test_a.py", " notesapi/v1/tests/test_views.py"], Texts(TestPlan.Select(inventory, "notes", [], Nothing)));
        Assert.Equal([" notesapi/v1/tests/test_views.py::test_it"], Texts(TestPlan.Select(inventory, "notes", ["notesapi/v1/tests/test_views.py::test_it"], Nothing)));
        Assert.Empty(TestPlan.Forgotten(inventory, "notes"));
    }

    [Fact]
    public void PartsTakeAboutAsLongAsEachOther()
    {
        var durations = new TestDurations();
        durations.Add([], [new("lms.envs.test", "lms/test_slow.py::test", 60, false), new("lms.envs.test", "lms/test_a.py::test", 20, false)], whole: true, shard: false);
        var inventory = new TestInventory(null, [new("lms/test_a.py", 1), new("lms/test_b.py", 40_000), new("lms/test_c.py", 40_000), new("lms/test_slow.py", 1)]);

        var parts = TestPlan.Part(TestPlan.Select(inventory, "lms", [], durations), 2);

        Assert.Equal(["lms/test_slow.py"], parts[0].Select(test => test.Test));
        Assert.Equal(["lms/test_a.py", "lms/test_b.py", "lms/test_c.py"], parts[1].Select(test => test.Test).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoTestIsLostOrDoubledAndNoPartIsTooLong() => Gen.Select(Gen.Double[0.01, 100].List[0, 60], Gen.Int[1, 8]).Sample((seconds, count) =>
    {
        var tests = seconds.Select((second, index) => new PlannedTest("lms.envs.test", $"lms/test_{index}.py", second)).ToList();

        var parts = TestPlan.Part(tests, count);

        Assert.Equal(tests.Select(test => test.Test).Order(StringComparer.Ordinal), parts.SelectMany(part => part).Select(test => test.Test).Order(StringComparer.Ordinal));
        // Graham's bound against the least that any division can reach.
        var least = Math.Max(tests.Sum(test => test.Seconds) / count, tests.Select(test => test.Seconds).DefaultIfEmpty().Max());
        Assert.True(parts.Max(part => part.Sum(test => test.Seconds)) <= (2 * least) + 0.001);
    });

    [Fact]
    public void ATestThatFailedIsRememberedUntilItPasses()
    {
        var durations = new TestDurations();
        durations.Add([], [new("lms.envs.test", "lms/test_a.py::one", 1, true), new("lms.envs.test", "lms/test_a.py::two", 1, false)], whole: true, shard: false);
        Assert.Equal(["lms/test_a.py::one"], durations.Failed["lms.envs.test"]);

        durations.Add([], [new("lms.envs.test", "lms/test_a.py::one", 1, false)], whole: false, shard: false);

        Assert.Empty(durations.Failed);
        Assert.Equal(2, durations.Of("lms.envs.test", "lms/test_a.py"));
    }

    [Fact]
    public void ShardsThatRunOneAfterTheOtherAreCutFromTheSameDurations() => Gen.Select(Gen.Double[0.01, 100].List[1, 40], Gen.Int[2, 5], Gen.Double[0.01, 100].List[40]).Sample((before, count, measured) =>
    {
        var inventory = new TestInventory(null, [.. before.Select((_, index) => new TestFile($"lms/test_{index}.py", 100))]);
        var durations = new TestDurations();
        durations.Add([], [.. before.Select((seconds, index) => Result(index, seconds))], whole: true, shard: false);

        var ran = new List<string>();
        for (var shard = 0; shard < count; shard++)
        {
            durations.BeginRun(TestPlan.Select(inventory, "lms", [], durations));
            var part = TestPlan.Part(TestPlan.Select(inventory, "lms", [], durations), count)[shard];
            ran.AddRange(part.Select(test => test.Test));
            // The first file is one without a test.
            durations.Add(part, [.. part.Select(test => int.Parse(test.File["lms/test_".Length..^3], CultureInfo.InvariantCulture)).Where(index => index > 0).Select(index => Result(index, measured[index]))], whole: true, shard: true);
        }

        Assert.Equal(inventory.Files.Select(file => file.Path).Order(StringComparer.Ordinal), ran.Order(StringComparer.Ordinal));
        durations.BeginRun(TestPlan.Select(inventory, "lms", [], durations));
        Assert.Equal(before.Select((_, index) => index == 0 ? 0 : Math.Round(measured[index], 3)), before.Select((_, index) => durations.Of("lms.envs.test", $"lms/test_{index}.py") ?? -1));
    });

    [Fact]
    public void AShardKeepsTheFailuresOfTheOthers()
    {
        var durations = new TestDurations();
        durations.Add([], [new("lms.envs.test", "lms/test_a.py::one", 1, true)], whole: true, shard: true);
        durations.Add([], [new("lms.envs.test", "lms/test_b.py::two", 1, true)], whole: true, shard: true);
        Assert.Equal(["lms/test_a.py::one", "lms/test_b.py::two"], durations.Failed["lms.envs.test"]);

        durations.Add([], [new("lms.envs.test", "lms/test_a.py::one", 1, false)], whole: true, shard: true);

        Assert.Equal(["lms/test_b.py::two"], durations.Failed["lms.envs.test"]);
    }

    private static Devstack.OpenEdx.Development.Tests.TestResult Result(int file, double seconds) => new("lms.envs.test", $"lms/test_{file}.py::test", seconds, false);

    private static IEnumerable<string> Texts(IEnumerable<PlannedTest> tests) => tests.Select(test => $"{test.Settings} {test.Test}");

    // SHARD<TAB>settings<TAB>path
    private static Dictionary<string, TestShard> RealShards(string year, [CallerFilePath] string here = "") => File
        .ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "Facts", $"test-shards.{year}.txt"))
        .Select(line => line.Split('\t'))
        .GroupBy(words => words[0])
        .ToDictionary(shard => shard.Key, shard => new TestShard(shard.First()[1], [.. shard.Select(words => words[2])]));
}
