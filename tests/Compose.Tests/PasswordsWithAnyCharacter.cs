using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CsCheck;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>A password may have any printable character, wherever it goes: a file, a variable by either way, a URI.</summary>
[Collection(nameof(RunningContainers))]
public sealed class PasswordsWithAnyCharacter : IDisposable
{
    private const string Awkward = "@/#\"\\$% '`;:&?=+{}[]()<>|!*~^,.-_";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task TheScriptSpellsAnyPasswordAsItsReadersNeedIt()
    {
        await (await Published.FromAsync(Describe)).WriteAsync(_folder.Path);
        var character = Gen.OneOf(Gen.Char[Awkward], Gen.Char['!', '~']);
        // Compose's own reader of environment files is asked in the test below; here the script's spelling is compared with .NET's.
        await Gen.String[character, 1, 40].Where(text => text.Trim().Length > 0).SampleAsync(
            async password =>
            {
                await File.WriteAllTextAsync(_folder.Of("secrets/mysql-password"), password);
                await Secrets.CreateAsync(_folder);

                Assert.Equal(password, await File.ReadAllTextAsync(_folder.Of("secrets/readers/anyone/mysql-password")));
                Assert.Equal(Uri.EscapeDataString(password), await File.ReadAllTextAsync(_folder.Of("secrets/readers/anyone/mysql-password-uri")));
            },
            iter: 25,
            threads: 1);
    }

    [Theory]
    [InlineData("a@b/c#d\"e\\f$g%h i")]
    [InlineData("$HOME ${HOME} $$ `id` $(id) \\n \\\\")]
    [InlineData("'\"'\"' \\' \\\" end\\")]
    [InlineData("%41%2F+&?=;:,|<>(){}[]!*~^._-")]
    public async Task DatastoresTakeThePasswordFromEveryPlaceThatItGoesTo(string password)
    {
        var compose = new ComposeCommand(_folder.Path, "pub-passwords");
        await (await Published.FromAsync(Describe)).WriteAsync(_folder.Path);
        await File.WriteAllTextAsync(_folder.Of("secrets/mysql-password"), password, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.Of("secrets/cache-password"), password, TestContext.Current.CancellationToken);
        await Secrets.CreateAsync(_folder);
        try
        {
            await compose.UpAsync();

            Assert.Contains($"in: mysql://root:{Uri.EscapeDataString(password)}@mysql:3306/orders", await compose.LogsAsync("by-shell"), StringComparison.Ordinal);
            var cache = await compose.LogsAsync("from-cache");
            Assert.Contains("by variable: PONG", cache, StringComparison.Ordinal);
            Assert.Contains("by URI: PONG", cache, StringComparison.Ordinal);
            Assert.Contains("without: NOAUTH", cache, StringComparison.Ordinal);
            var environment = await compose.RunOrFailAsync("exec", "-T", "by-file", "cat", "/proc/1/environ");
            Assert.Contains($"ORDERS_PASSWORD={password}\0", environment, StringComparison.Ordinal);
            Assert.Contains($"ORDERS_URI=mysql://root:{Uri.EscapeDataString(password)}@mysql:3306/orders\0", environment, StringComparison.Ordinal);
        }
        finally
        {
            await compose.DownAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    // One reader whose command is known, so that a shell gives it the password; and one whose image alone says what it runs.
    private static void Describe(IDistributedApplicationBuilder builder)
    {
        var mysql = builder.AddMySql("mysql").WithImageRegistry(null).WithImage(Shop.Database, "dev");
        var orders = mysql.AddDatabase("orders");
        builder.AddContainer("by-shell", Shop.Database, "dev").WithReference(orders).WaitFor(orders).AsJob(new(
            ["sh", "-c", "MYSQL_PWD=\"$ORDERS_PASSWORD\" mysql --host=\"$ORDERS_HOST\" --user=root orders --execute='SELECT 1' && echo \"in: $ORDERS_URI\""]));
        var cache = builder.AddRedis("cache").WithImageRegistry(null).WithImage(Shop.Cache, "dev");
        // Of all clients this one takes the missing name in "redis://:password@..." for an empty one.
        builder.AddContainer("from-cache", Shop.Cache, "dev").WithReference(cache).WaitFor(cache).AsJob(new(
            ["sh", "-c", "echo \"by variable: $(REDISCLI_AUTH=\"$CACHE_PASSWORD\" redis-cli -h \"$CACHE_HOST\" ping)\"; echo \"by URI: $(redis-cli -u \"redis://default${CACHE_URI#redis://}\" ping)\"; echo \"without: $(redis-cli -h \"$CACHE_HOST\" ping)\""]));
        builder.AddContainer("by-file", Shop.Proxy, "dev").WithReference(orders).WaitFor(orders);
    }
}
