using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary>What a model is when servers of the user's own stand in the place of containers.</summary>
public sealed class ServersOutsideTheStack
{
    private const string All = """
        external:
          mysql: {host: host.docker.internal, port: 33306, user: edxapp001, database: edxapp, tls: true, caFile: ca.pem}
          mongodb: {host: mongo.example.org, user: edx}
          redis: {host: redis.example.org, tls: true, caFile: ca.pem}
          search: {host: search.example.org}
          smtp: {host: smtp.example.org, user: me, tls: true, caFile: ca.pem}
          s3: {host: s3.example.org, user: key}
        """;

    private static readonly (string, string)[] Files = [("ca.pem", "-----BEGIN CERTIFICATE-----\n")];

    [Fact]
    public void HaveNoContainer()
    {
        using var run = StackModel.Running(All, Files);
        using var published = StackModel.Published(All, Files);

        foreach (var model in new[] { run, published })
        {
            Assert.DoesNotContain(model.Containers, name => name is "mysql" or "mongodb" or "redis" or "meilisearch" or "mail" or "smtp" or "search-key");
            Assert.Contains("openedx-database", model.Containers);
            Assert.Contains("search-index", model.Containers);
        }
    }

    [Fact]
    public void HaveSecretsOfTheirOwn()
    {
        using var run = StackModel.Running(All, Files);
        using var published = StackModel.Published(All, Files);

        string[] known = ["external-mysql-password", "external-mongodb-password", "external-smtp-password", "external-s3-secret-key"];
        Assert.Equal(known.Order(), Secrets(run));
        // What a person hasn't said yet has a file, when it is published.
        Assert.Equal(known.Concat(["external-redis-password", "external-search-api-key"]).Order(), Secrets(published));
        Assert.Equal("<external-mysql-password>", SettingsYaml.Inline(run.Settings(PlatformVariant.Lms).Yaml.Map("DATABASES").Map("default")["PASSWORD"]));
        Assert.All(ModelSecrets.Of(run.Model.Resources).Where(secret => known.Contains(secret.Name)), secret => Assert.Null(secret.Default));

        static IEnumerable<string> Secrets(StackModel model) => ModelSecrets.Of(model.Model.Resources)
            .Select(secret => secret.Name).Where(name => name.StartsWith("external-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreKnownByTheirCertificateAuthority()
    {
        using var run = StackModel.Running(All, Files);

        foreach (var container in new[] { "lms", "cms-worker", "lms-migrations", "openedx-database" })
        {
            var files = run[container].Annotations.OfType<TextFileAnnotation>().ToDictionary(file => file.Path);
            Assert.Equal("-----BEGIN CERTIFICATE-----\n", files["/openedx/devstack/ca/mysql.pem"].Text());
        }

        Assert.Equal(
            "/openedx/devstack/ca/mysql.pem /openedx/devstack/ca/redis.pem /openedx/devstack/ca/smtp.pem", (await run.EnvironmentAsync("lms"))["DEVSTACK_CA_FILES"]);
        var job = await run.EnvironmentAsync("openedx-database");
        Assert.Equal(("required", "/openedx/devstack/ca/mysql.pem", "33306"), (job["TLS"], job["CA_FILE"], job["PORT"]));
    }

    [Fact]
    public async Task AreFoundOnThisMachineFromAContainer()
    {
        using var run = StackModel.Running(All, Files);
        using var elsewhere = StackModel.Running("external: {redis: {host: redis.example.org}}");

        foreach (var container in new[] { "lms", "openedx-database" })
        {
            Assert.Contains("host.docker.internal:host-gateway", await run.RuntimeArgumentsAsync(container));
        }

        Assert.DoesNotContain("--add-host", await elsewhere.RuntimeArgumentsAsync("lms"));
    }

    [Theory]
    [InlineData("lrs: {url: 'http://host.docker.internal:8080/xapi/', user: key}", "lrs: {url: 'https://lrs.example.org/xapi/', user: key}")]
    [InlineData("codejail: {url: 'http://host.docker.internal:8550'}", "codejail: {url: 'http://codejail.example.org:8550'}")]
    public async Task AreReachedByTheirAddressesToo(string here, string elsewhere)
    {
        using var run = StackModel.Running($"external: {{{here}}}");
        using var away = StackModel.Running($"external: {{{elsewhere}}}");
        using var published = StackModel.Published($"external: {{{elsewhere}}}");

        Assert.Contains("host.docker.internal:host-gateway", await run.RuntimeArgumentsAsync("lms-worker"));
        Assert.DoesNotContain("--add-host", await away.RuntimeArgumentsAsync("lms-worker"));
        Assert.Equal("app", published["lms-worker"].Annotations.OfType<NetworkPurposeAnnotation>().Single().Purpose);
    }

    [Fact]
    public void AreReachedByWorkersOfAPublishedPlatform()
    {
        using var published = StackModel.Published(All, Files);

        // The network of datastores, in which they would be else, has no way out.
        Assert.Equal("app", published["lms-worker"].Annotations.OfType<NetworkPurposeAnnotation>().Single().Purpose);
    }

    [Fact]
    public async Task AreGivenDatabaseAndUserByAnAdministrator()
    {
        using var run = StackModel.Running("external: {mysql: {host: db.example.org, adminUser: admin}}");

        var job = await run.EnvironmentAsync("openedx-database");
        var secrets = run["openedx-database"].Annotations.OfType<SecretFileAnnotation>().Select(file => file.Secret).ToList();

        Assert.Equal(("admin", "/run/secrets/external-mysql-admin-password"), (job["ADMIN_USER"], job["ADMIN_PASSWORD_FILE"]));
        Assert.Equal(["external-mysql-password", "external-mysql-admin-password"], secrets.Select(secret => secret.Name));
        // It is made: a person gives the administrator's alone.
        Assert.NotNull(secrets[0].Default);
        Assert.Null(secrets[1].Default);
        Assert.DoesNotContain(run["lms"].Annotations.OfType<SecretFileAnnotation>(), file => file.Secret == secrets[1]);
    }

    [Fact]
    public async Task AreOnlyLookedAtWithoutAnAdministrator()
    {
        using var run = StackModel.Running("external: {mysql: {host: db.example.org}}");

        var job = await run.EnvironmentAsync("openedx-database");

        Assert.False(job.ContainsKey("ADMIN_USER"));
        Assert.Equal(("openedx", "openedx", "external-mysql-password"), (job["USER_NAME"], job["DATABASE"], job["PASSWORD_NAME"]));
        Assert.Contains("an administrator runs:", run["openedx-database"].Annotations.OfType<JobAnnotation>().Single().Command[2], StringComparison.Ordinal);
    }
}
