using System.Net;
using Devstack.EndToEnd.Harness;
using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

public sealed class StartingAndStopping(MiniatureStack miniature)
{
    private static readonly string[] Jobs = ["openedx-database", "lms-migrations", "cms-migrations", "lms-setup", "search-key", "search-index"];

    [Fact]
    public async Task OneCommandBringsUpThePlatformAndSaysWhereToClick()
    {
        var outcome = await miniature.DevstackAsync("run", "--detach", "--wait", "--yes");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var status = await miniature.StatusAsync();
        foreach (var site in new[] { "LMS", "Studio" })
        {
            var url = MiniatureStack.UrlOf(status, site);
            Assert.Contains(url.ToString().TrimEnd('/'), outcome.Output, StringComparison.Ordinal);
            var answer = await miniature.Http.GetAsync(new Uri(url, "/heartbeat"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task ASecondStartAdoptsWhatIsThereAndRunsNoJobAgain()
    {
        await miniature.EnsureRunningAsync();
        var before = await miniature.ContainersAsync();
        var jobs = await JobRunsAsync();

        var stop = await miniature.DevstackAsync("stop");
        var stopped = await miniature.ContainersAsync();
        var status = await miniature.EnsureRunningAsync();

        Assert.True(stop.ExitCode == 0, stop.ToString());
        Assert.All(stopped.Values, container => Assert.False(container.IsRunning, container.Name));
        var after = await miniature.ContainersAsync();
        Assert.Equal(before.Values.Select(container => container.Id), after.Values.Select(container => container.Id));
        Assert.All(Jobs, job => Assert.Equal("Finished", status.Resources.Single(resource => resource.Name == job).State));
        Assert.Equal(jobs, await JobRunsAsync());
        Assert.NotNull(status.ReadyAfterSeconds);
    }

    [Fact]
    public async Task KillingTheAppHostCostsNothing()
    {
        var before = await miniature.EnsureRunningAsync();
        var containers = await miniature.ContainersAsync();

        await MiniatureStack.ExecuteAsync("kill", "-9", $"{before.ProcessId}");
        var after = await miniature.EnsureRunningAsync();

        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.Equal(containers.Values.Select(container => container.Id), (await miniature.ContainersAsync()).Values.Select(container => container.Id));
        Assert.Equal(MiniatureStack.UrlOf(before, "LMS"), MiniatureStack.UrlOf(after, "LMS"));
    }

    [Fact]
    public async Task KillingTheAppHostDuringAStartCostsNothing()
    {
        await miniature.EnsureRunningAsync();
        await miniature.DevstackAsync("stop");
        await miniature.DevstackAsync("reset", "--volumes", "--yes");
        await miniature.DevstackAsync("run", "--detach", "--yes");
        // In the middle of the jobs: the database is there, the sites aren't.
        await Eventually.GetAsync(miniature.ContainersAsync, all => all.ContainsKey("lms-migrations"), TimeSpan.FromMinutes(5));

        await MiniatureStack.ExecuteAsync("kill", "-9", $"{(await miniature.StatusAsync()).ProcessId}");
        var after = await miniature.EnsureRunningAsync();

        Assert.Equal(StackPhase.Ready, after.Phase);
        var answer = await miniature.Http.GetAsync(new Uri(MiniatureStack.UrlOf(after, "LMS"), "/heartbeat"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task ADatabaseThatIsHeldBackIsWaitedFor()
    {
        await miniature.EnsureRunningAsync();
        await miniature.DevstackAsync("stop");

        var start = await miniature.DevstackAsync("run", "--detach", "--yes");
        await Eventually.GetAsync(() => SignalServerAsync("STOP"), found => found, TimeSpan.FromMinutes(2));
        await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var meanwhile = await miniature.StatusAsync();
        await SignalServerAsync("CONT");
        var status = await miniature.EnsureRunningAsync();

        Assert.True(start.ExitCode == 0, start.ToString());
        Assert.Equal(StackPhase.Starting, meanwhile.Phase);
        Assert.Equal(StackPhase.Ready, status.Phase);
    }

    [Fact]
    public async Task StatusAndLogsAnswerAScript()
    {
        await miniature.EnsureRunningAsync();

        var status = await miniature.DevstackAsync("status", "--format", "json");
        var logs = await miniature.DevstackAsync("logs", "lms", "--tail", "5");

        using var json = System.Text.Json.JsonDocument.Parse(status.Output);
        Assert.Equal("ready", json.RootElement.GetProperty("phase").GetString());
        Assert.True(logs.ExitCode == 0 && logs.Output.Length > 0, logs.ToString());
    }

    [Fact]
    public async Task NoSecretIsInTheDescriptionOfAContainerOrInItsProcesses()
    {
        await miniature.EnsureRunningAsync();
        var secrets = new Dictionary<string, string>();
        foreach (var (resource, file) in new[]
        {
            ("mysql", "mysql-password"), ("lms", "openedx-mysql-password"), ("lms", "openedx-secret-key"), ("redis", "redis-password"), ("lms", "openedx-cms-oauth-secret"),
        })
        {
            secrets[file] = (await miniature.ExecAsync(resource, "cat", $"/run/secrets/{file}")).Text;
        }

        Assert.All(secrets, secret => Assert.True(secret.Value.Length > 10, secret.Key));
        foreach (var container in (await miniature.ContainersAsync()).Values)
        {
            var inspection = await MiniatureStack.ExecuteAsync("docker", "inspect", container.Name);
            var processes = container.IsRunning ? await MiniatureStack.ExecuteAsync("docker", "top", container.Name) : "";
            var logs = await MiniatureStack.ExecuteAsync("docker", "logs", container.Name);
            foreach (var secret in secrets)
            {
                Assert.False((inspection + processes + logs).Contains(secret.Value, StringComparison.Ordinal), $"{secret.Key} shows in {container.Name}");
            }
        }
    }

    // When each job last began: one that ran again has another moment.
    private async Task<string> JobRunsAsync() => await MiniatureStack.ExecuteAsync(
        "docker", ["inspect", "--format", "{{.Name}} {{.State.StartedAt}}", .. Jobs.Select(miniature.Stack.ContainerName)]);

    // The container runs and its server doesn't answer: neither the engine nor the orchestrator sees more than a slow start.
    private async Task<bool> SignalServerAsync(string signal)
    {
        var sent = await miniature.ExecAsync("mysql", "sh", "-c", $$"""
            for process in /proc/[0-9]*; do
                if grep -qE '^(mariadbd|mysqld)$' "$process/comm" 2>/dev/null; then kill -{{signal}} "${process#/proc/}" && found=yes; fi
            done
            [ -n "$found" ]
            """);
        return sent.ExitCode == 0;
    }
}
