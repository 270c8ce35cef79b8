using Devstack.Hosting.Tests.Model;
using MySqlConnector;

namespace Devstack.Hosting.Tests.MySql;

public class MySqlConnectionStringTests
{
    [Fact]
    public async Task AServersConnectionStringIsPlainWhenItCanBe()
    {
        var server = Server(AppModel.ToRun(), "simple-secret");

        Assert.Equal("Server=localhost;Port=3307;User ID=root;Password=simple-secret", await AppModel.ValueAsync(server.Resource.ConnectionStringExpression));
    }

    [Fact]
    public async Task ADriverFindsThePasswordWhateverItsCharactersAre()
    {
        var server = Server(AppModel.ToRun(), AppModel.NastyPassword);

        var settings = new MySqlConnectionStringBuilder(await AppModel.ValueAsync(server.Resource.ConnectionStringExpression) ?? "");

        Assert.Equal(AppModel.NastyPassword, settings.Password);
        Assert.Equal(("localhost", 3307u, "root"), (settings.Server, settings.Port, settings.UserID));
    }

    [Theory]
    [InlineData("openedx")]
    [InlineData("a;b")]
    [InlineData("a\"b{0}")]
    public async Task ADatabasesConnectionStringIsTheServersAndItsName(string databaseName)
    {
        var database = Server(AppModel.ToRun(), AppModel.NastyPassword).AddDatabase("openedx", databaseName).Resource;

        var settings = new MySqlConnectionStringBuilder(await AppModel.ValueAsync(database.ConnectionStringExpression) ?? "");

        Assert.Equal((databaseName, AppModel.NastyPassword), (settings.Database, settings.Password));
    }

    [Fact]
    public async Task TheUriIsEncoded()
    {
        var database = Server(AppModel.ToRun(), AppModel.NastyPassword).AddDatabase("openedx", "open edx").Resource;

        var uri = new Uri((await AppModel.ValueAsync(database.UriExpression))!);

        Assert.Equal($"root:{Uri.EscapeDataString(AppModel.NastyPassword)}", uri.UserInfo);
        Assert.Equal(("localhost", 3307, "/open%20edx"), (uri.Host, uri.Port, uri.AbsolutePath));
    }

    [Fact]
    public void APublishedConnectionStringNamesItsParameter()
    {
        var database = AppModel.ToPublish().AddMySql("mysql").AddDatabase("openedx").Resource;

        Assert.Equal("{mysql.connectionString};Database=openedx", database.ConnectionStringExpression.ValueExpression);
        Assert.Equal(
            "Server={mysql.bindings.tcp.host};Port={mysql.bindings.tcp.port};User ID=root;Password=\"{mysql-password.value}\"",
            database.Parent.ConnectionStringExpression.ValueExpression);
    }

    [Fact]
    public void APublisherFindsNothingInAConnectionStringThatItDoesNotKnow()
    {
        var server = AppModel.ToPublish().AddMySql("mysql").Resource;

        Assert.All(server.ConnectionStringExpression.ValueProviders, value => Assert.True(
            value is EndpointReferenceExpression or ParameterResource, $"{value} is neither an endpoint's property nor a parameter."));
    }

    [Fact]
    public void AServersPropertiesAreUpstreams()
    {
        var server = AppModel.ToPublish().AddMySql("mysql").Resource;

        Assert.Equal(
            [
                "Host={mysql.bindings.tcp.host}",
                "Port={mysql.bindings.tcp.port}",
                "Username=root",
                "Password={mysql-password.value}",
                "Uri=mysql://root:{mysql-password.value}@{mysql.bindings.tcp.host}:{mysql.bindings.tcp.port}",
                "JdbcConnectionString=jdbc:mysql://{mysql.bindings.tcp.host}:{mysql.bindings.tcp.port}",
            ],
            AppModel.Properties(server));
    }

    [Fact]
    public void ADatabasesPropertiesAreTheServersAndItsOwn()
    {
        var database = AppModel.ToPublish().AddMySql("mysql").AddDatabase("openedx", "edxapp").Resource;

        Assert.Equal(
            [
                "DatabaseName=edxapp",
                "Host={mysql.bindings.tcp.host}",
                "JdbcConnectionString=jdbc:mysql://{mysql.bindings.tcp.host}:{mysql.bindings.tcp.port}/edxapp",
                "Password={mysql-password.value}",
                "Port={mysql.bindings.tcp.port}",
                "Uri=mysql://root:{mysql-password.value}@{mysql.bindings.tcp.host}:{mysql.bindings.tcp.port}/edxapp",
                "Username=root",
            ],
            AppModel.Properties(database).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AReferenceBecomesEnvironmentVariables()
    {
        var builder = AppModel.ToPublish();
        var database = builder.AddMySql("mysql").AddDatabase("openedx");
        var lms = builder.AddContainer("lms", "lms").WithReference(database);
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(lms.Resource);

        Assert.Equal("{openedx.connectionString}", environment["ConnectionStrings__openedx"]);
        Assert.Equal("{mysql.bindings.tcp.host}", environment["OPENEDX_HOST"]);
        Assert.Equal("{mysql-password.value}", environment["OPENEDX_PASSWORD"]);
        Assert.Equal("openedx", environment["OPENEDX_DATABASENAME"]);
    }

    [Fact]
    public async Task AConnectionStringFollowsAServerThatGotAnotherPort()
    {
        var server = Server(AppModel.ToRun(), "x");
        var before = await AppModel.ValueAsync(server.Resource.ConnectionStringExpression);

        AppModel.Allocate(server.Resource, "tcp", 3399);

        Assert.Contains("Port=3307", before, StringComparison.Ordinal);
        Assert.Contains("Port=3399", await AppModel.ValueAsync(server.Resource.ConnectionStringExpression), StringComparison.Ordinal);
    }

    private static IResourceBuilder<MySqlServerResource> Server(IDistributedApplicationBuilder builder, string password)
    {
        var server = builder.AddMySql("mysql", builder.AddSecret(password));
        AppModel.Allocate(server.Resource, "tcp", 3307);
        return server;
    }
}
