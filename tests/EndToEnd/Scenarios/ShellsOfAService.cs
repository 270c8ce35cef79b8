using System.Diagnostics;
using System.Globalization;
using Devstack.EndToEnd.Harness;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Shells, Django's commands and database clients in the containers of a running platform.</summary>
public sealed class ShellsOfAService(MiniatureStack miniature)
{
    [Fact]
    public async Task AShellWithoutATerminalRunsWhatItReadsAndEndsAsItDoes()
    {
        await miniature.EnsureRunningAsync();

        var outcome = await Terminal.WithInputAsync(miniature.Folder, "tty; echo to-stderr >&2; exit 7\n", "shell", "lms");

        Assert.Equal((7, "not a tty\n", "to-stderr\n"), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task AShellAtATerminalHasOne()
    {
        await miniature.EnsureRunningAsync();

        var outcome = await Terminal.TypeAsync(miniature.Folder, "tty; id -un\nexit 5\n", "shell", "lms");

        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("/dev/pts/", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("app", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecPassesTheCommandOnWordByWord()
    {
        await miniature.EnsureRunningAsync();

        var words = await miniature.DevstackAsync("exec", "cms", "--", "printf", "<%s>", "a b", "--release", "$HOME");
        var fails = await miniature.DevstackAsync("exec", "lms", "false");
        var missing = await miniature.DevstackAsync("exec", "lms", "no-such-program");
        var stranger = await miniature.DevstackAsync("exec", "lsm", "true");

        Assert.Equal((0, "<a b><--release><$HOME>"), (words.ExitCode, words.Output));
        Assert.Equal((1, 127), (fails.ExitCode, missing.ExitCode));
        Assert.Equal(2, stranger.ExitCode);
        Assert.Contains("Did you mean 'lms'?", stranger.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManageRunsTheCommandsOfBothServices()
    {
        await miniature.EnsureRunningAsync();

        var lms = await miniature.DevstackAsync("manage", "lms", "print_setting", "ROOT_URLCONF");
        var cms = await miniature.DevstackAsync("manage", "cms", "print_setting", "ROOT_URLCONF");
        var help = await miniature.DevstackAsync("manage", "lms", "migrate", "--help");
        var wrong = await miniature.DevstackAsync("manage", "lms", "no_such_command");

        Assert.Equal((0, "lms.urls"), (lms.ExitCode, lms.Output.Trim()));
        Assert.Equal((0, "cms.urls"), (cms.ExitCode, cms.Output.Trim()));
        Assert.Contains("--fake-initial", help.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, wrong.ExitCode);
    }

    [Fact]
    public async Task PythonHasThePlatformsSettings()
    {
        await miniature.EnsureRunningAsync();

        var piped = await Terminal.WithInputAsync(miniature.Folder, "from django.conf import settings; print(settings.ROOT_URLCONF)\n", "python", "lms");
        var typed = await Terminal.TypeAsync(miniature.Folder, "print(6 * 7, 'from here')\nexit(4)\n", "python", "cms");
        var own = await miniature.DevstackAsync("python", "lms", "-c", "import sys; sys.exit(9)");

        Assert.Equal((0, "lms.urls"), (piped.ExitCode, piped.Output.Trim()));
        Assert.Equal(4, typed.ExitCode);
        Assert.Contains("42 from here", typed.Output, StringComparison.Ordinal);
        Assert.Equal(9, own.ExitCode);
    }

    [Fact]
    public async Task NpmRunsTheScriptsOfTheCheckout()
    {
        await miniature.EnsureRunningAsync();

        var outcome = await miniature.DevstackAsync("npm", "run", "build-dev");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.NotEqual(0, (await miniature.DevstackAsync("npm", "run", "no-such-script")).ExitCode);
        Assert.Equal(0, (await Terminal.TypeAsync(miniature.Folder, "", "npm", "run", "build-dev")).ExitCode);
    }

    [Fact]
    public async Task DatabaseClientsAreLoggedIn()
    {
        await miniature.EnsureRunningAsync();

        var mysql = await Terminal.WithInputAsync(miniature.Folder, "SELECT CONCAT(CURRENT_USER(), ' ', DATABASE());\n", "db", "mysql", "--skip-column-names");
        var mongo = await Terminal.WithInputAsync(miniature.Folder, "db.runCommand({connectionStatus: 1}).authInfo\n", "db", "mongo");
        var eval = await miniature.DevstackAsync("db", "mongo", "--eval", "db.runCommand({ping: 1}).ok");
        var redis = await miniature.DevstackAsync("db", "redis", "ping");
        var wrong = await miniature.DevstackAsync("db", "mysql", "--execute", "SELECT no_such_column");

        Assert.Equal((0, "root@localhost openedx"), (mysql.ExitCode, mysql.Output.Trim()));
        Assert.True(mongo.ExitCode == 0 && mongo.Output.Contains("admin", StringComparison.Ordinal), mongo.ToString());
        Assert.Equal((0, "1"), (eval.ExitCode, eval.Output.Trim()));
        Assert.Equal((0, "PONG"), (redis.ExitCode, redis.Output.Trim()));
        Assert.Equal(1, wrong.ExitCode);
    }

    [Theory]
    [InlineData("mysql", "[openedx]> ", "SELECT 6 * 7 AS answer;", "|     42 |")]
    [InlineData("redis", ":6379> ", "ECHO forty-two", "\"forty-two\"")]
    [InlineData("mongo", "> ", "db.runCommand({ping: 1}).ok", "\n1")]
    public async Task DatabaseClientsTalkAtATerminal(string datastore, string prompt, string question, string answer)
    {
        await miniature.EnsureRunningAsync();

        var outcome = await Terminal.TalkAsync(miniature.Folder, [(prompt, $"{question}\r"), (answer, "exit\r")], "db", datastore);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains(answer, outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql", "mysql", "mysql-password", "--user=root\0--database=openedx")]
    [InlineData("mongo", "mongodb", "mongodb-password", "--nodb")]
    [InlineData("redis", "redis", "redis-password", "redis-cli\0--raw")]
    public async Task APasswordIsInNoProcessList(string datastore, string service, string secret, string program)
    {
        await miniature.EnsureRunningAsync();
        var password = (await miniature.ExecAsync(service, "cat", $"/run/secrets/{secret}")).Text;
        var leave = new TaskCompletionSource();
        var input = CliWrap.PipeSource.Create((_, _) => leave.Task);

        var client = Terminal.WithInputAsync(miniature.Folder, input, ["db", datastore, .. datastore == "redis" ? new[] { "--raw" } : []]);
        var list = await Eventually.GetAsync(
            async () => string.Join('\n', Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)).Select(CommandLine)),
            lines => lines.Contains(program, StringComparison.Ordinal),
            TimeSpan.FromMinutes(1));
        leave.SetResult();
        await client;

        Assert.True(password.Length > 8);
        Assert.False(list.Contains(password, StringComparison.Ordinal), $"The password of {datastore} is in the process list.");
    }

    [Theory]
    [InlineData("-")] // from a terminal
    [InlineData("")] // from whoever started it
    public async Task CtrlCEndsTheCommandInTheContainerToo(string group)
    {
        await miniature.EnsureRunningAsync();
        // A session of its own, whose whole group the signal can reach. What runs in a background ignores it.
        using var call = Process.Start(new ProcessStartInfo("setsid", ["env", "--default-signal=INT", Path.Combine(Repository.Root, "devstack"), "exec", "lms", "--", "sleep", "4321"])
        {
            WorkingDirectory = miniature.Folder,
            RedirectStandardInput = true,
        })!;
        await Eventually.GetAsync(SleepersAsync, count => count == 1, TimeSpan.FromMinutes(1));

        await MiniatureStack.ExecuteAsync("kill", "-INT", "--", string.Create(CultureInfo.InvariantCulture, $"{group}{call.Id}"));
        await call.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, call.ExitCode);
        await Eventually.GetAsync(SleepersAsync, count => count == 0, TimeSpan.FromMinutes(1));
    }

    private async Task<int> SleepersAsync() =>
        (await miniature.ExecAsync("lms", "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -o 'sleep 432[1]' | wc -l")).Text is var text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 0;

    private static string CommandLine(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(path, "cmdline"));
        }
        catch (IOException)
        {
            // It has ended since the folder was listed.
            return "";
        }
    }
}
