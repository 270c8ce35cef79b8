using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests.Platform;

/// <summary>What the README says of copies of a database, done with a real server.</summary>
[Collection(nameof(RunningContainers))]
public sealed class CopiesOfADatabase : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ACopyBringsBackWhatWasThereAndNothingElse()
    {
        var compose = new ComposeCommand(_folder.Path, "pub-copies");
        await new Published(await PlatformModel.ReadAsync("release: miniature")).WriteAsync(_folder.Path);
        await Secrets.CreateAsync(_folder);
        try
        {
            await compose.RunOrFailAsync("build", "mysql");
            await compose.RunOrFailAsync("up", "--detach", "--wait", "mysql");
            await QueryAsync(compose, "CREATE DATABASE courses; CREATE TABLE courses.runs (id INT); INSERT INTO courses.runs VALUES (1)");
            var saved = await compose.RunOrFailAsync("run", "--rm", "mysql-backup");
            var copy = (await compose.RunOrFailAsync("run", "--rm", "--no-deps", "--entrypoint", "ls", "mysql-backup", "-1", "/backups")).Trim();
            await QueryAsync(compose, "INSERT INTO courses.runs VALUES (2); CREATE TABLE courses.later (id INT)");

            var wrong = await compose.TryAsync("run", "--rm", "--env", "RESTORE=nothing.gz", "mysql-backup");
            var untouched = await QueryAsync(compose, "SELECT id FROM courses.runs");
            var restored = await compose.RunOrFailAsync("run", "--rm", "--env", $"RESTORE={copy}", "mysql-backup");

            Assert.Matches(@"/backups/mysql-\d{8}T\d{6}Z\.gz: \d+ bytes", saved);
            Assert.Equal(1, wrong.ExitCode);
            Assert.Contains("There is no copy nothing.gz.", wrong.StandardOutput, StringComparison.Ordinal);
            Assert.Contains(copy, wrong.StandardOutput, StringComparison.Ordinal);
            Assert.Equal("1\n2", untouched);
            Assert.Contains($"/backups/{copy} is back.", restored, StringComparison.Ordinal);
            Assert.Equal("1", await QueryAsync(compose, "SELECT id FROM courses.runs"));
            Assert.Equal("runs", await QueryAsync(compose, "SHOW TABLES FROM courses"));
        }
        finally
        {
            await compose.DownAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> QueryAsync(ComposeCommand compose, string statements) => (await compose.RunOrFailAsync(
        "exec", "-T", "mysql", "sh", "-c", "MYSQL_PWD=$(cat /run/secrets/mysql-password) mysql --user=root --batch --skip-column-names --execute=\"$0\"", statements)).Trim();
}
