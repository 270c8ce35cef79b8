using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Devstack.EndToEnd.Harness;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>The tests of a checkout, by ./devstack test. No stack has to run for them.</summary>
public sealed class ThePlatformsOwnTests : IAsyncLifetime
{
    private const string Heartbeat = "openedx/core/djangoapps/heartbeat";
    private static readonly string Stack = $"devstack-tests-{Environment.ProcessId}";

    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-e2e-tests-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Checkout => Path.Combine(_folder, "edx-platform");

    public async ValueTask InitializeAsync()
    {
        await MiniatureStack.ExecuteAsync("cp", "-r", Path.Combine(Repository.Root, "samples/miniature/openedx/platform"), Checkout);
        await MiniatureStack.CommitAsync(Checkout);
        await File.WriteAllTextAsync(Path.Combine(_folder, "devstack.yaml"), $"name: {Stack}\nrelease: miniature\ncheckouts:\n  - edx-platform\n", Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever happened, nothing of a run stays.
        Assert.Equal("", await MiniatureStack.ExecuteAsync("docker", "ps", "--all", "--quiet", "--filter", $"label=devstack.stack={Stack}"));
        Assert.Equal("", await MiniatureStack.ExecuteAsync("docker", "network", "ls", "--quiet", "--filter", $"label=devstack.stack={Stack}"));
        Assert.Equal("", await MiniatureStack.ExecuteAsync("sh", "-c", $"cd {Checkout} && git -c safe.directory=* status --porcelain | grep -v broken || true"));
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AllOfThemPassInTwoContainersAndAreReported()
    {
        var report = Path.Combine(_folder, "report.xml");

        var lms = await DevstackAsync("test", "lms", "--parallel", "2", "--junit", report, "--coverage");
        var common = await DevstackAsync("test", "common", "--ephemeral");
        var cms = await DevstackAsync("test", "cms");

        Assert.True(lms.ExitCode == 0, lms.ToString());
        Assert.True(common.ExitCode == 0, common.ToString());
        Assert.True(cms.ExitCode == 0, cms.ToString());
        Assert.Contains("0 failed, in 2 containers.", lms.Output, StringComparison.Ordinal);
        Assert.Contains("TOTAL", lms.Output, StringComparison.Ordinal);
        var suites = XDocument.Load(report).Root!.Elements("testsuite").ToList();
        Assert.Equal(2, suites.Count);
        Assert.Equal(0, suites.Sum(suite => (int)suite.Attribute("failures")! + (int)suite.Attribute("errors")!));
    }

    [Fact]
    public async Task AServicesTestsRunWithItsOwnConfiguration()
    {
        var notes = await DevstackAsync("test", "notes");
        var one = await DevstackAsync("test", "notes", "notesapi", "-k", "passage");
        var ecommerce = await DevstackAsync("test", "ecommerce");
        var missing = await DevstackAsync("test", "ecommerce", "--release", "verawood");

        Assert.True(notes.ExitCode == 0, notes.ToString());
        Assert.Contains(" 0 failed.", notes.Output, StringComparison.Ordinal);
        Assert.True(one.ExitCode == 0, one.ToString());
        Assert.True(ecommerce.ExitCode == 0, ecommerce.ToString());
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("'verawood' has no Ecommerce. It has: ", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShardsRunEachTestOnce()
    {
        var reports = new[] { Path.Combine(_folder, "1.xml"), Path.Combine(_folder, "2.xml"), Path.Combine(_folder, "all.xml") };
        var durations = Path.Combine(_folder, "durations.json");

        var all = await DevstackAsync("test", "lms", "--junit", reports[2], "--durations", durations);
        var first = await DevstackAsync("test", "lms", "--shard", "1/2", "--junit", reports[0], "--durations", durations);
        var second = await DevstackAsync("test", "lms", "--shard", "2/2", "--junit", reports[1], "--durations", durations);

        Assert.Equal((0, 0, 0), (all.ExitCode, first.ExitCode, second.ExitCode));
        var (one, two, whole) = (Names(reports[0]), Names(reports[1]), Names(reports[2]));
        Assert.NotEmpty(one);
        Assert.NotEmpty(two);
        Assert.Equal(whole.Order(StringComparer.Ordinal), one.Concat(two).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ChecksRunByName()
    {
        var js = await DevstackAsync("test", "js");
        var migrations = await DevstackAsync("test", "migrations");
        var missing = await DevstackAsync("test", "eslint");

        Assert.True(js.ExitCode == 0, js.ToString());
        Assert.Contains("Firefox asked for / /state /state /", js.Output, StringComparison.Ordinal);
        Assert.True(migrations.ExitCode == 0, migrations.ToString());
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("'node_modules/.bin/eslint' isn't there", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APackageBesideThePlatformIsTestedWithIt()
    {
        var package = Path.Combine(_folder, "plugin");
        await WriteAsync(package, "setup.py", """
            from setuptools import setup
            setup(name="plugin", version="1.0", packages=["plugin"], entry_points={"lms.djangoapp": ["plugin = plugin.apps:PluginConfig"]})
            """);
        await WriteAsync(package, "plugin/__init__.py", "");
        await WriteAsync(package, "plugin/apps.py", """
            from django.apps import AppConfig


            class PluginConfig(AppConfig):
                name = "plugin"
                plugin_app = {}
            """);
        await MiniatureStack.CommitAsync(package);
        await File.AppendAllTextAsync(Path.Combine(_folder, "devstack.yaml"), "  - plugin\n", Cancellation);
        var test = Path.Combine(Checkout, Heartbeat, "test_broken.py");
        await File.WriteAllTextAsync(test, "from django.apps import apps\n\n\ndef test_it():\n    assert apps.is_installed('plugin')\n", Cancellation);

        var outcome = await DevstackAsync("test", "lms", Heartbeat);
        File.Delete(test);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("", await MiniatureStack.GitStatusAsync(package, "--ignored"));
    }

    [Fact]
    public async Task ASavedFileRunsThemAgain()
    {
        var test = Path.Combine(Checkout, Heartbeat, "test_broken.py");
        await File.WriteAllTextAsync(test, "def test_it():\n    assert False\n", Cancellation);
        using var call = Process.Start(new ProcessStartInfo("setsid", ["env", "--default-signal=INT", Path.Combine(Repository.Root, "devstack"), "test", "lms", test[(Checkout.Length + 1)..], "--watch"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        })!;
        var sums = new List<string>();
        while (sums.Count < 2 && await call.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.EndsWith(" failed.", StringComparison.Ordinal))
            {
                sums.Add(line);
            }
            else if (line.StartsWith("Waiting for a change", StringComparison.Ordinal))
            {
                await File.WriteAllTextAsync(test, "def test_it():\n    assert True\n", Cancellation);
            }
        }

        await MiniatureStack.ExecuteAsync("kill", "-INT", "--", $"-{call.Id.ToString(CultureInfo.InvariantCulture)}");
        await call.WaitForExitAsync(Cancellation);
        File.Delete(test);

        Assert.Equal(["0 passed or skipped, 1 failed.", "1 passed or skipped, 0 failed."], sums);
    }

    [Fact]
    public async Task AFailureIsToldAndRunsAloneAfterwards()
    {
        var test = Path.Combine(Checkout, Heartbeat, "test_broken.py");
        await File.WriteAllTextAsync(test, "def test_good():\n    pass\n\n\ndef test_bad():\n    assert False, 'broken on purpose'\n", Cancellation);

        var failed = await DevstackAsync("test", "lms", Heartbeat);
        var again = await DevstackAsync("test", "lms", Heartbeat, "--last-failed");
        await File.WriteAllTextAsync(test, "def test_bad():\n    pass\n", Cancellation);
        var mended = await DevstackAsync("test", "lms", Heartbeat, "--last-failed");
        var nothing = await DevstackAsync("test", "lms", Heartbeat, "-k", "no_such_name");
        var nowhere = await DevstackAsync("test", "lms", "lms/no/such/folder");
        File.Delete(test);

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains($"failed: {Heartbeat}/test_broken.py::test_bad (lms.envs.test)", failed.Output, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("0 passed or skipped, 1 failed.", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, mended.ExitCode);
        Assert.Equal(5, nothing.ExitCode);
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Contains("There are no tests in 'lms/no/such/folder'", nowhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlCLeavesNothingBehind()
    {
        var test = Path.Combine(Checkout, Heartbeat, "test_broken.py");
        await File.WriteAllTextAsync(test, "import time\n\n\ndef test_slow():\n    time.sleep(600)\n", Cancellation);
        using var call = Process.Start(new ProcessStartInfo("setsid", ["env", "--default-signal=INT", Path.Combine(Repository.Root, "devstack"), "test", "lms", test[(Checkout.Length + 1)..]])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        })!;
        var started = false;
        while (!started && await call.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            started = line.Contains("collected 1 item", StringComparison.Ordinal);
        }

        await MiniatureStack.ExecuteAsync("kill", "-INT", "--", $"-{call.Id.ToString(CultureInfo.InvariantCulture)}");
        await call.WaitForExitAsync(Cancellation);
        File.Delete(test);

        Assert.True(started);
        Assert.NotEqual(0, call.ExitCode);
    }

    [Fact]
    public async Task ADebuggerStopsInATest()
    {
        var file = Path.Combine(Checkout, "lms/djangoapps/branding/views.py");
        var lines = await File.ReadAllLinesAsync(file, Cancellation);
        var line = Array.FindIndex(lines, text => text.TrimStart().StartsWith("return ", StringComparison.Ordinal)) + 1;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));

        var run = DevstackAsync("test", "lms", "lms/djangoapps/branding", "--debug");
        using var client = await Eventually.GetAsync(() => TryAttachAsync(limit.Token), attached => attached is not null, TimeSpan.FromMinutes(2));
        var verified = await client!.SetBreakpointAsync(file, line, limit.Token);
        var stop = await client.WaitForStopAsync(limit.Token);
        client.Dispose();
        var outcome = await run;

        Assert.True(verified);
        Assert.Equal((file, line), stop);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
    }

    // debugpy's port is published before pytest listens on it: until then connections are closed at once.
    private async Task<DebugAdapterClient?> TryAttachAsync(CancellationToken cancellationToken)
    {
        var client = new DebugAdapterClient();
        try
        {
            await client.AttachAsync(5690, Checkout, "/openedx/edx-platform", cancellationToken);
            return client;
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            client.Dispose();
            return null;
        }
    }

    private static IEnumerable<string> Names(string report) =>
        XDocument.Load(report).Descendants("testcase").Select(test => $"{(string?)test.Attribute("classname")} {(string?)test.Attribute("name")}");

    private static async Task WriteAsync(string folder, string name, string text)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text + "\n", Cancellation);
    }

    private Task<Outcome> DevstackAsync(params string[] arguments) => Launcher.RunAsync(_folder, arguments);
}
