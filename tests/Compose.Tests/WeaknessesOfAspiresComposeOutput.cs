using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Devstack.Compose.Tests;

/// <summary>What is known to be wrong with the Compose files of Aspire's own publisher, and isn't with these; in the order of the list.</summary>
public sealed class WeaknessesOfAspiresComposeOutput
{
    [Fact]
    public async Task Number1ServicesHaveHealthchecksAndOrderHasConditions()
    {
        var published = await Published.FromAsync(builder =>
        {
            var mysql = builder.AddMySql("mysql");
            var migrate = builder.AddContainer("migrate", "some/web", "1").WaitFor(mysql).AsJob(new(["/migrate"]));
            builder.AddContainer("web", "some/web", "1").WithHttpEndpoint(targetPort: 80).WithHttpHealthCheck("/up").WaitForCompletion(migrate);
        });

        Assert.True(published.Has("mysql", "healthcheck"));
        Assert.Contains("http://127.0.0.1:80/up", published.List("web", "healthcheck", "test")[1], StringComparison.Ordinal);
        Assert.Equal("service_healthy", published.Text("migrate", "depends_on", "mysql", "condition"));
        Assert.Equal("service_completed_successfully", published.Text("web", "depends_on", "migrate", "condition"));
    }

    [Fact]
    public async Task Number2ServicesAreRestartedLimitedAndHardened()
    {
        var published = await Published.FromAsync(builder => Shop.Describe(builder));

        Assert.Equal(
            ("unless-stopped", "true", "3s", "1000:1000", "true", "256M"),
            (published.Text("web", "restart"), published.Text("web", "init"), published.Text("web", "stop_grace_period"),
                published.Text("web", "user"), published.Text("web", "read_only"), published.Text("web", "deploy", "resources", "limits", "memory")));
        Assert.Equal(["ALL"], published.List("web", "cap_drop"));
        Assert.Equal(["no-new-privileges:true"], published.List("web", "security_opt"));
        Assert.Equal("10m", ((YamlScalarNode)published.Root("x-logging")["options"]["max-size"]).Value);
        Assert.All(((YamlMappingNode)published.Root("services")).Children.Keys, name => Assert.True(published.Has(name.ToString(), "logging"), $"{name} has no log rotation."));
        Assert.Equal("no", published.Text("migrate", "restart"));
    }

    [Fact]
    public async Task Number3ADatabaseIsCreated()
    {
        var published = await Published.FromAsync(builder =>
        {
            var orders = builder.AddMySql("mysql").AddDatabase("orders");
            builder.AddContainer("web", "some/web", "1").WithReference(orders).WaitFor(orders);
        });

        Assert.Equal("orders", published.Text("mysql-create-orders", "environment", "DATABASE"));
        Assert.Equal("service_completed_successfully", published.Text("web", "depends_on", "mysql-create-orders", "condition"));
    }

    [Fact]
    public async Task Number4DefaultsAreThereAndWhatIsMissingSaysSo()
    {
        var published = await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1")
            .WithEnvironment("A", builder.AddParameter("shop-name", "My shop", publishValueAsDefault: true))
            .WithEnvironment("B", builder.AddParameter("mail-host").WithDescription("Where mail goes.")));

        Assert.Equal("${SHOP_NAME-My shop}", published.Text("web", "environment", "A"));
        Assert.Equal("${MAIL_HOST:?set it in .env, see .env.example}", published.Text("web", "environment", "B"));
        Assert.Contains("\n# Where mail goes. Read by: web.\nMAIL_HOST=\n", published[".env.example"], StringComparison.Ordinal);
        Assert.Contains("\n# SHOP_NAME='My shop'\n", published[".env.example"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number5AnImageIsBuiltFromTheOutput()
    {
        using var folder = new TemporaryFolder();
        folder.Write("web/Dockerfile", "FROM scratch\n");
        folder.Write("web/index.html", "hello");

        var published = await Published.FromAsync(builder => builder.AddDockerfile("web", folder.Of("web")).WithBuildArg("PYTHON", "3.13"));

        Assert.Equal("./build/web", published.Text("web", "build", "context"));
        Assert.Equal("3.13", published.Text("web", "build", "args", "PYTHON"));
        Assert.Equal("hello", published["build/web/index.html"]);
    }

    [Fact]
    public async Task Number6FilesAreCopiedAndNoPathOfThisMachineIsLeft()
    {
        using var folder = new TemporaryFolder();
        folder.Write("web.conf", "listen 80");

        var published = await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1").WithBindMount(folder.Of("web.conf"), "/etc/web.conf", isReadOnly: true));

        Assert.Equal("listen 80", published["config/web/etc/web.conf"]);
        Assert.Equal("/etc/web.conf", ((YamlScalarNode)((YamlSequenceNode)published.Service("web", "configs"))[0]["target"]).Value);
        Assert.All(published.Files, file => Assert.DoesNotContain(folder.Path, published[file.Path], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Number7APasswordInAUriIsEncoded()
    {
        var published = await Published.FromAsync(builder =>
        {
            var orders = builder.AddMySql("mysql").AddDatabase("orders");
            builder.AddContainer("web", "some/web", "1").WithEntrypoint("/web").WithReference(orders);
        });

        Assert.Contains("export ORDERS_URI='mysql://root:'\"$$(cat /run/secrets/mysql-password-uri)\"'@mysql:3306/orders'", published.List("web", "entrypoint")[2], StringComparison.Ordinal);
        Assert.Contains("encode mysql-password | reader anyone mysql-password-uri", published["secrets/create.sh"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number8AVolumesNameStaysWhenTheCheckoutMoves()
    {
        var published = await Published.FromAsync(builder => builder.AddMySql("mysql").WithDataVolume());

        Assert.Equal(["mysql-data:/var/lib/mysql"], published.List("mysql", "volumes"));
        Assert.Equal("mysql-data", ((YamlMappingNode)published.Root("volumes")).Children.Single().Key.ToString());
    }

    [Fact]
    public async Task Number9PlainHttpStaysOnTheServerAndADatabaseIsAloneWithItsReaders()
    {
        var published = await Published.FromAsync(builder =>
        {
            var mysql = builder.AddMySql("mysql");
            var web = builder.AddContainer("web", "some/web", "1").WithHttpEndpoint(port: 8080, targetPort: 80).WithExternalHttpEndpoints().WaitFor(mysql);
            builder.AddContainer("other", "some/other", "1").WithEnvironment("WEB", web.GetEndpoint("http"));
        });

        Assert.Equal(["${BIND_ADDRESS:-127.0.0.1}:8080:80"], published.List("web", "ports"));
        Assert.False(published.Has("mysql", "ports"));
        Assert.Equal(["data-mysql"], published.List("mysql", "networks"));
        Assert.Equal(["app", "edge"], published.List("other", "networks"));
        Assert.Equal("true", ((YamlScalarNode)published.Root("networks")["data-mysql"]["internal"]).Value);
    }

    [Fact]
    public async Task Number10AServiceGetsOnlyTheVariablesThatItAskedFor()
    {
        var published = await Published.FromAsync(builder =>
        {
            var mysql = builder.AddMySql("mysql");
            builder.AddContainer("web", "some/web", "1")
                .WithEnvironment("DB_HOST", mysql.Resource.Host)
                .WithEnvironment("DB_PORT", mysql.Resource.Port)
                .WaitFor(mysql);
        });

        Assert.Equal(["DB_HOST", "DB_PORT"], ((YamlMappingNode)published.Service("web", "environment")).Children.Keys.Select(key => key.ToString()));
    }

    // Aspire decides what a reference gives; this test states it, and docs/publishing-compose.md says what to do instead.
    [Fact]
    public async Task Number10AReferenceGivesWhatAspireSays()
    {
        var published = await Published.FromAsync(builder =>
        {
            var orders = builder.AddMySql("mysql").AddDatabase("orders");
            builder.AddContainer("all", "some/web", "1").WithEntrypoint("/web").WithReference(orders);
        });

        // Those with a password in them are made from a file when the container starts.
        Assert.Equal(
            ["ORDERS_DATABASENAME", "ORDERS_HOST", "ORDERS_JDBCCONNECTIONSTRING", "ORDERS_PORT", "ORDERS_USERNAME"],
            ((YamlMappingNode)published.Service("all", "environment")).Children.Keys.Select(key => key.ToString()).Where(key => key.StartsWith("ORDERS", StringComparison.Ordinal)));
        Assert.Equal(["ConnectionStrings__orders", "ORDERS_PASSWORD", "ORDERS_URI"], Exported("all"));

        IEnumerable<string> Exported(string service) => System.Text.RegularExpressions.Regex.Matches(published.List(service, "entrypoint")[2], "export ([A-Za-z_]+)=").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
    }

    // As in Aspire, a reference to a database is the server's administrator; a user of its own is a job's work.
    [Fact]
    public async Task Number3AReferenceLogsInAsTheServersAdministrator()
    {
        var published = await Published.FromAsync(builder =>
            builder.AddContainer("web", "some/web", "1").WithEntrypoint("/web").WithReference(builder.AddMySql("mysql").AddDatabase("orders")));

        Assert.Equal("root", published.Text("web", "environment", "ORDERS_USERNAME"));
    }

    [Fact]
    public async Task Number11SecretsAreFilesAndNeverPartOfTheComposeFile()
    {
        var published = await Published.FromAsync(builder =>
        {
            var orders = builder.AddMySql("mysql").AddDatabase("orders");
            builder.AddContainer("known", "some/web", "1").WithEntrypoint("/web").WithReference(orders);
            builder.AddContainer("unknown", "some/web", "1").WithReference(orders);
        });

        Assert.Equal("/run/secrets/mysql-password", published.Text("mysql", "environment", "MYSQL_ROOT_PASSWORD_FILE"));
        Assert.DoesNotContain("PASSWORD}", published["compose.yaml"], StringComparison.Ordinal);
        Assert.True(published.Has("known", "secrets"));
        // Nobody says what this image runs, so no shell can stand before it: a file of the administrator's holds its environment.
        Assert.Equal(["./secrets/environment/unknown.env"], published.List("unknown", "env_file"));
        Assert.DoesNotContain("ORDERS_URI", ((YamlMappingNode)published.Service("unknown", "environment")).Children.Keys.Select(key => key.ToString()));
    }
}
