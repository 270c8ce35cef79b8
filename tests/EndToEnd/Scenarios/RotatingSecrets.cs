using System.Text.Json;
using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

public sealed class RotatingSecrets(MiniatureStack miniature)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private static string Store => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".microsoft", "usersecrets", "devstack-apphost", "secrets.json");

    [Theory]
    [InlineData("mysql-password", "mysql", "mail")]
    [InlineData("openedx-mysql-password", "lms", "mysql")]
    [InlineData("mongodb-password", "mongodb", "mysql")]
    [InlineData("redis-password", "redis", "mysql")]
    [InlineData("meilisearch-masterKey", "meilisearch", "mysql")]
    [InlineData("openedx-jwt-key", "lms", "mysql")]
    public async Task ThePlatformGoesOnWithTheNewValue(string secret, string reader, string other)
    {
        await miniature.EnsureRunningAsync();
        var before = await miniature.ContainersAsync();
        var old = await ValueInAsync(reader, secret);

        var rotated = await miniature.DevstackAsync("secrets", "rotate", secret, "--yes");
        var after = await miniature.ContainersAsync();
        var value = await ValueInAsync(reader, secret);

        Assert.True(rotated.ExitCode == 0, rotated.ToString());
        Assert.NotEqual(old, value);
        Assert.DoesNotContain(value, rotated.Output + rotated.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(old, rotated.Output + rotated.Error, StringComparison.Ordinal);
        Assert.Equal(value, Stored(secret));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Store));
        // Only what reads it is another container.
        Assert.NotEqual(before[reader].Id, after[reader].Id);
        Assert.Equal(before[other].Id, after[other].Id);
        await AssertThatAllAnswerAsync();
    }

    [Fact]
    public async Task TheOldPasswordIsOfNoUse()
    {
        await miniature.EnsureRunningAsync();
        var old = await ValueInAsync("mysql", "mysql-password");

        var rotated = await miniature.DevstackAsync("secrets", "rotate", "mysql-password");
        var refused = await miniature.ExecAsync("mysql", "sh", "-c", $"MYSQL_PWD='{old}' mysql --user=root --host=127.0.0.1 --execute 'SELECT 1'");
        var taken = await miniature.DevstackAsync("db", "mysql", "--execute", "SELECT COUNT(*) FROM auth_user");

        Assert.True(rotated.ExitCode == 0, rotated.ToString());
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("Access denied", refused.Text, StringComparison.Ordinal);
        Assert.True(taken.ExitCode == 0, taken.ToString());
    }

    [Fact]
    public async Task NothingIsStoredWhileTheServerStandsStill()
    {
        await miniature.EnsureRunningAsync();
        var old = Stored("mysql-password");
        await MiniatureStack.ExecuteAsync("docker", "stop", miniature.Stack.ContainerName("mysql"));
        try
        {
            var refused = await miniature.DevstackAsync("secrets", "rotate", "mysql-password");

            Assert.Equal(1, refused.ExitCode);
            Assert.Contains($"'mysql' of {miniature.Stack.Name} doesn't run", refused.Error, StringComparison.Ordinal);
            Assert.Equal(old, Stored("mysql-password"));
        }
        finally
        {
            await MiniatureStack.ExecuteAsync("docker", "start", miniature.Stack.ContainerName("mysql"));
        }

        await Eventually.GetAsync(async () => (await miniature.ExecAsync("mysql", "mysqladmin", "ping", "--host=127.0.0.1", "--silent")).ExitCode, code => code == 0, Soon);
        await AssertThatAllAnswerAsync();
    }

    private async Task AssertThatAllAnswerAsync()
    {
        var url = MiniatureStack.UrlOf(await miniature.StatusAsync(), "LMS");
        // Every datastore has a part in the answer.
        await Eventually.GetAsync(() => AnswersAsync(new(url, "/heartbeat?extended")), answers => answers, Soon);
    }

    private async Task<bool> AnswersAsync(Uri url)
    {
        using var answer = await miniature.Http.GetAsync(url, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private async Task<string> ValueInAsync(string service, string secret)
    {
        // As root: the file is its owner's alone.
        var value = await MiniatureStack.ExecuteAsync("docker", "exec", "--user", "0", miniature.Stack.ContainerName(service), "cat", $"/run/secrets/{secret}");
        Assert.NotEmpty(value);
        return value;
    }

    private string Stored(string secret)
    {
        using var store = JsonDocument.Parse(File.ReadAllText(Store));
        return (store.RootElement.TryGetProperty($"Stacks:{miniature.Stack.Name}:Parameters:{secret}", out var own) ? own
            : store.RootElement.GetProperty($"Parameters:{secret}")).GetString()!.Trim();
    }
}
