using System.Net.Http.Json;
using System.Text.Json;
using CliWrap.Exceptions;
using Devstack.EndToEnd.Harness;
using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>A platform all of whose servers run outside of it, as those of a company do.</summary>
public sealed class ServersOfOnesOwn(MiniatureStack miniature) : IAsyncLifetime
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[16]];

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private readonly StackIdentity _stack = new($"{miniature.Stack.Name}-own");
    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-own-").FullName;
    private string? _searchKey;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await RunAsync([], "stop");
        await RunAsync([], "reset", "--volumes", "--yes");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AreUsedOverTlsAndHaveNoContainer()
    {
        await using var servers = new OutsideServers(_folder);
        await StartServersAsync(servers);

        // Nobody has made the database, and Devstack may not.
        Configure(servers, adminUser: "");
        var refused = await RunAsync(Given(servers, mysqlPassword: "made-by-nobody"), "run", "--detach", "--wait");
        await RunAsync([], "stop");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("CREATE DATABASE IF NOT EXISTS `openedx`", refused.Error, StringComparison.Ordinal);
        Assert.Contains("external.mysql.adminUser", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("made-by-nobody", refused.Error + refused.Output, StringComparison.Ordinal);

        Configure(servers, adminUser: "adminUser: root, ");
        var started = await RunAsync(Given(servers), "run", "--detach", "--wait");

        Assert.True(started.ExitCode == 0, started.ToString());
        Assert.DoesNotContain(await ContainersAsync(), name => name is "mysql" or "mongodb" or "redis" or "meilisearch" or "mail" or "minio");
        var status = await StackStatus.ReadAsync(_stack, TestContext.Current.CancellationToken);
        await Eventually.GetAsync(() => AnswersAsync(new(MiniatureStack.UrlOf(status!, "LMS"), "/heartbeat?extended")), answers => answers, Soon);
        Assert.Contains("auth_user", await InMySqlAsync(servers, "SHOW TABLES FROM openedx"), StringComparison.Ordinal);
        // The platform's own account, over an encrypted connection: the server takes no other.
        Assert.Contains("openedx", await InMySqlAsync(servers, "SELECT user FROM information_schema.processlist"), StringComparison.Ordinal);
        Assert.NotEmpty(await MiniatureStack.ExecuteAsync(
            "docker", "exec", "--env", $"REDISCLI_AUTH={servers.RedisPassword}", OutsideServers.NameOf("redis"), "redis-cli", "--tls", "--insecure", "-n", "1", "KEYS", "*"));
        await AssertThatMailArrivesAsync(servers);
        await AssertThatCoursesAreKeptAndFoundAsync(servers);
        await AssertThatFilesAreStoredAsync(servers, MiniatureStack.UrlOf(status!, "LMS"));
    }

    private async Task AssertThatCoursesAreKeptAndFoundAsync(OutsideServers servers)
    {
        var imported = await RunAsync([], "course", "import");
        var indexed = await RunAsync([], "reindex");

        Assert.True(imported.ExitCode == 0, imported.ToString());
        Assert.True(indexed.ExitCode == 0, indexed.ToString());
        Assert.Contains("modulestore", await servers.AskMongoDBAsync("db.getSiblingDB('openedx').runCommand({listCollections: 1, nameOnly: true}).cursor.firstBatch"), StringComparison.Ordinal);
        await Eventually.GetAsync(
            () => servers.AskSearchAsync("/indexes/openedx_courseware_content/stats"), stats => stats.GetProperty("numberOfDocuments").GetInt32() > 0, Soon);
        Assert.All((await servers.AskSearchAsync("/indexes")).GetProperty("results").EnumerateArray(), index => Assert.StartsWith("openedx_", index.GetProperty("uid").GetString(), StringComparison.Ordinal));
    }

    private async Task AssertThatFilesAreStoredAsync(OutsideServers servers, Uri lms)
    {
        var person = await Person.AddStaffAsync(_stack);
        var visitor = await Visitor.LogInAsync(miniature.Http, lms, person);

        await visitor.UploadPictureAsync(Picture);

        var address = await visitor.PictureAsync();
        Assert.Equal($"https://{OutsideServers.Host}:{servers.PortOf("s3")}", address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(Picture, await servers.Http.GetByteArrayAsync(address, TestContext.Current.CancellationToken));
        Assert.Contains(Path.GetFileName(address.AbsolutePath), await servers.InS3Async($"mc ls it/{OutsideServers.Bucket}/openedx/media/profile-images"), StringComparison.Ordinal);
    }

    private async Task AssertThatMailArrivesAsync(OutsideServers servers)
    {
        var sent = await RunAsync([], "manage", "lms", "sendtestemail", "ann@example.com");
        Assert.True(sent.ExitCode == 0, sent.ToString());

        var mails = await Eventually.GetAsync(
            () => miniature.Http.GetFromJsonAsync<JsonElement>(new Uri($"http://localhost:{servers.PortOf("mails")}/api/v1/messages"), TestContext.Current.CancellationToken),
            mails => mails.GetProperty("messages").GetArrayLength() > 0,
            Soon);
        Assert.Contains("ann@example.com", mails.ToString(), StringComparison.Ordinal);
    }

    // The images are those of the stack, which it builds at its first start; nothing else of it is needed.
    private async Task StartServersAsync(OutsideServers servers)
    {
        var configuration = Path.Combine(miniature.Folder, "devstack.yaml");
        var original = await File.ReadAllTextAsync(configuration, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(configuration, $"{original}services:\n  minio: true\n", TestContext.Current.CancellationToken);
        var images = new Dictionary<string, string>();
        try
        {
            await miniature.EnsureRunningAsync();
            foreach (var service in new[] { "mysql", "redis", "mail", "mongodb", "meilisearch", "minio" })
            {
                images[service] = await MiniatureStack.ExecuteAsync("docker", "inspect", "--format", "{{.Config.Image}}", miniature.Stack.ContainerName(service));
            }
        }
        finally
        {
            await miniature.DevstackAsync("stop");
            await File.WriteAllTextAsync(configuration, original, CancellationToken.None);
        }

        await servers.StartAsync(images);
        await Eventually.GetAsync(() => InMySqlAsync(servers, "SELECT 1"), text => text.Contains('1', StringComparison.Ordinal), Soon);
        _searchKey = await Eventually.GetAsync(() => TryAsync(() => servers.MakeSearchKeyAsync("openedx_*")), key => key is not null, Soon);
        await Eventually.GetAsync(() => TryAsync(() => servers.InS3Async("curl -fsS --cacert /tls/ca.pem https://localhost:9000/minio/health/ready && echo ready")), answer => answer is not null, Soon);
        await servers.MakeBucketAsync();
    }

    // What a server that isn't ready yet doesn't answer.
    private static async Task<string?> TryAsync(Func<Task<string>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error is HttpRequestException or CommandExecutionException)
        {
            return null;
        }
    }

    private void Configure(OutsideServers servers, string adminUser) => File.WriteAllText(Path.Combine(_folder, "devstack.yaml"), $$"""
        name: {{_stack.Name}}
        release: miniature
        external:
          mysql: {host: {{OutsideServers.Host}}, port: {{servers.PortOf("mysql")}}, {{adminUser}}tls: true, caFile: ca.pem}
          redis: {host: {{OutsideServers.Host}}, port: {{servers.PortOf("redis")}}, tls: true, caFile: ca.pem}
          smtp: {host: {{OutsideServers.Host}}, port: {{servers.PortOf("smtp")}}}
          mongodb: {host: {{OutsideServers.Host}}, port: {{servers.PortOf("mongodb")}}, user: {{OutsideServers.User}}, tls: true, caFile: ca.pem}
          search: {host: {{OutsideServers.Host}}, port: {{servers.PortOf("search")}}, tls: true, caFile: ca.pem}
          s3: {host: {{OutsideServers.Host}}, port: {{servers.PortOf("s3")}}, user: {{OutsideServers.User}}, bucket: {{OutsideServers.Bucket}}, tls: true, caFile: ca.pem}
        """);

    // As a person gives them: one by a variable, one by a file.
    private Dictionary<string, string?> Given(OutsideServers servers, string? mysqlPassword = null)
    {
        var file = Path.Combine(_folder, "root-password");
        File.WriteAllText(file, servers.RootPassword + "\n");
        return new()
        {
            ["Parameters__external_mysql_admin_password_FILE"] = file,
            ["Parameters__external_redis_password"] = servers.RedisPassword,
            ["Parameters__external_mysql_password"] = mysqlPassword,
            ["Parameters__external_mongodb_password"] = servers.MongoDBPassword,
            ["Parameters__external_search_api_key"] = _searchKey,
            ["Parameters__external_s3_secret_key"] = servers.S3SecretKey,
        };
    }

    private Task<Outcome> RunAsync(Dictionary<string, string?> environment, params string[] arguments) => Launcher.RunAsync(_folder, environment, arguments);

    private async Task<IEnumerable<string>> ContainersAsync() => (await MiniatureStack.ExecuteAsync(
            "docker", "ps", "--filter", $"label={StackIdentity.StackLabel}={_stack.Name}", "--format", $"{{{{.Label \"{StackIdentity.ResourceLabel}\"}}}}"))
        .Split('\n').Order(StringComparer.Ordinal);

    private static async Task<string> InMySqlAsync(OutsideServers servers, string statement) => await MiniatureStack.ExecuteAsync(
        "sh", "-c", $"docker exec --env MYSQL_PWD={servers.RootPassword} {OutsideServers.NameOf("mysql")} mysql --user=root --host=127.0.0.1 --ssl --execute '{statement}' 2>&1 || true");

    private async Task<bool> AnswersAsync(Uri url)
    {
        using var answer = await miniature.Http.GetAsync(url, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
