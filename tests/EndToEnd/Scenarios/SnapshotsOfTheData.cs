using Devstack.EndToEnd.Harness;
using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

public sealed class SnapshotsOfTheData(MiniatureStack miniature)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task WhatWasSavedComesBackAndWhatCameAfterIsGone()
    {
        var status = await miniature.EnsureRunningAsync();
        await Terminal.WithInputAsync(miniature.Folder, "password-before\n", "user", "create", "before", "before@example.com");
        await miniature.DevstackAsync("db", "redis", "set", "e2e", "before");

        var saved = await miniature.DevstackAsync("snapshot", "save", "e2e");
        await Terminal.WithInputAsync(miniature.Folder, "password-after\n", "user", "create", "after", "after@example.com");
        await Eventually.GetAsync(() => RedisAsync("set", "e2e", "after"), text => text == "OK", Soon);
        var list = await miniature.DevstackAsync("snapshot", "list");
        var again = await miniature.DevstackAsync("snapshot", "save", "e2e");
        var loaded = await miniature.DevstackAsync("snapshot", "load", "e2e", "--yes");
        var users = await Eventually.GetAsync(UsersAsync, text => text.Contains("before", StringComparison.Ordinal), Soon);

        Assert.True(saved.ExitCode == 0, saved.ToString());
        Assert.True(loaded.ExitCode == 0, loaded.ToString());
        // A line a volume, with the hash of its content: all of them the same.
        Assert.Equal(Hashes(saved.Output), Hashes(loaded.Output));
        Assert.Contains(Hashes(saved.Output), line => line.Contains("-mysql-data", StringComparison.Ordinal));
        Assert.StartsWith("e2e  miniature", list.Output, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.DoesNotContain("after", users, StringComparison.Ordinal);
        Assert.Equal("before", await Eventually.GetAsync(() => RedisAsync("get", "e2e"), text => text.Length > 0, Soon));
        await Eventually.GetAsync(() => AnswersAsync(new(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat?extended")), answers => answers, Soon);
        // The dashboard sees the datastores run as before.
        await Eventually.GetAsync(
            async () => (await miniature.StatusAsync()).Resources
                .Where(resource => resource.Kind == "service" && resource.State is not ("Running" or "On demand"))
                .Select(resource => $"{resource.Name} {resource.State} {resource.Health}")
                .ToList(),
            others => others.Count == 0,
            Soon);
        Assert.NotEqual(StackPhase.Failed, (await miniature.StatusAsync()).Phase);

        Assert.Equal(0, (await miniature.DevstackAsync("snapshot", "remove", "e2e", "--yes")).ExitCode);
        Assert.Equal(1, (await miniature.DevstackAsync("snapshot", "load", "e2e", "--yes")).ExitCode);
    }

    private static string[] Hashes(string output) =>
        [.. output.Split('\n').Where(line => line.Contains("sha256:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private async Task<string> RedisAsync(params string[] words) => (await miniature.DevstackAsync(["db", "redis", .. words])).Output.Trim();

    private async Task<string> UsersAsync() =>
        (await Terminal.WithInputAsync(miniature.Folder, "SELECT username FROM auth_user;\n", "db", "mysql", "--skip-column-names")).Output;

    private async Task<bool> AnswersAsync(Uri url)
    {
        using var answer = await miniature.Http.GetAsync(url, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
