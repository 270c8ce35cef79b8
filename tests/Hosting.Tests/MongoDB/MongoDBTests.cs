using Aspire.Hosting.MongoDB;
using Devstack.Hosting.Tests.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MongoDB.Driver;

namespace Devstack.Hosting.Tests.MongoDB;

public class MongoDBTests
{
    [Fact]
    public void AServerRunsInUpstreamsImageOnTheHostsPortThatItIsGiven()
    {
        var server = AppModel.ToRun().AddMongoDB("mongodb", port: 37017).Resource;

        Assert.Equal("docker.io/library/mongo:8.3", AppModel.Image(server));
        Assert.Equal((37017, 27017), (AppModel.Endpoint(server, "tcp").Port, AppModel.Endpoint(server, "tcp").TargetPort));
    }

    [Fact]
    public async Task TheContainerGetsUserAndPassword()
    {
        var builder = AppModel.ToPublish();
        var standard = builder.AddMongoDB("mongodb").Resource;
        var own = builder.AddMongoDB("other", userName: builder.AddParameter("user"), password: builder.AddParameter("secret", secret: true)).Resource;
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(standard);
        var ownEnvironment = await application.EnvironmentAsync(own);

        Assert.Equal("admin", environment["MONGO_INITDB_ROOT_USERNAME"]);
        Assert.Equal("{mongodb-password.value}", environment["MONGO_INITDB_ROOT_PASSWORD"]);
        Assert.Equal("{user.value}", ownEnvironment["MONGO_INITDB_ROOT_USERNAME"]);
        Assert.Equal("{secret.value}", ownEnvironment["MONGO_INITDB_ROOT_PASSWORD"]);
    }

    [Fact]
    public async Task AGeneratedPasswordHasNoSpecialCharacters()
    {
        var password = await AppModel.ToRun().AddMongoDB("mongodb").Resource.PasswordParameter!.GetValueAsync(TestContext.Current.CancellationToken);

        Assert.Matches("^[A-Za-z0-9]{22,}$", password);
    }

    [Fact]
    public async Task ADriverFindsUserAndPasswordWhateverTheirCharactersAre()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMongoDB("mongodb", userName: builder.AddParameter("user", "a:d@m/in"), password: builder.AddSecret(AppModel.NastyPassword));
        AppModel.Allocate(server.Resource, "tcp", 37017);

        var url = MongoUrl.Create(await AppModel.ValueAsync(server.AddDatabase("openedx", "cs_comments").Resource.ConnectionStringExpression));

        Assert.Equal(("a:d@m/in", AppModel.NastyPassword), (url.Username, url.Password));
        Assert.Equal(("localhost:37017", "cs_comments"), (url.Server.ToString(), url.DatabaseName));
        Assert.Equal(("admin", "SCRAM-SHA-256"), (url.AuthenticationSource, url.AuthenticationMechanism));
    }

    [Fact]
    public void AConnectionStringHasASlashBeforeItsOptions()
    {
        var server = AppModel.ToPublish().AddMongoDB("mongodb").Resource;

        Assert.Equal(
            "mongodb://admin:{mongodb-password.value}@{mongodb.bindings.tcp.host}:{mongodb.bindings.tcp.port}/?authSource=admin&authMechanism=SCRAM-SHA-256",
            server.ConnectionStringExpression.ValueExpression);
        Assert.Equal("uri", server.ConnectionStringExpression.StringFormats[0]);
    }

    [Fact]
    public void AServerWithoutPasswordLetsEverybodyIn()
    {
        var server = new MongoDBServerResource("mongodb");
        AppModel.ToPublish().AddResource(server).WithEndpoint(targetPort: 27017, name: "tcp");

        Assert.Equal("mongodb://{mongodb.bindings.tcp.host}:{mongodb.bindings.tcp.port}", server.ConnectionStringExpression.ValueExpression);
        Assert.DoesNotContain(AppModel.Properties(server), property => property.StartsWith("Password", StringComparison.Ordinal));
    }

    [Fact]
    public void ADatabasesPropertiesAreTheServersAndItsOwn()
    {
        var database = AppModel.ToPublish().AddMongoDB("mongodb").AddDatabase("modulestore", "openedx").Resource;

        Assert.Equal(
            [
                "AuthenticationDatabase=admin",
                "AuthenticationMechanism=SCRAM-SHA-256",
                "DatabaseName=openedx",
                "Host={mongodb.bindings.tcp.host}",
                "Password={mongodb-password.value}",
                "Port={mongodb.bindings.tcp.port}",
                "Uri=mongodb://admin:{mongodb-password.value}@{mongodb.bindings.tcp.host}:{mongodb.bindings.tcp.port}/openedx?authSource=admin&authMechanism=SCRAM-SHA-256",
                "Username=admin",
            ],
            AppModel.Properties(database).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AServerKnowsItsDatabases()
    {
        var server = AppModel.ToRun().AddMongoDB("mongodb");
        server.AddDatabase("openedx");
        server.AddDatabase("forum", "cs_comments_service");

        Assert.Equal(new Dictionary<string, string> { ["openedx"] = "openedx", ["forum"] = "cs_comments_service" }, server.Resource.Databases);
    }

    [Fact]
    public void DataStaysInAVolumeOrAFolder()
    {
        var builder = AppModel.ToRun();
        var inVolume = builder.AddMongoDB("first").WithDataVolume();
        var inFolder = builder.AddMongoDB("second").WithDataBindMount("/srv/mongodb").Resource;

        Assert.Equal((VolumeNameGenerator.Generate(inVolume, "data"), "/data/db"), (AppModel.Mount(inVolume.Resource).Source, AppModel.Mount(inVolume.Resource).Target));
        Assert.Equal(("/srv/mongodb", "/data/db"), (AppModel.Mount(inFolder).Source, AppModel.Mount(inFolder).Target));
    }

    [Fact]
    public async Task ScriptsAreInTheContainer()
    {
        var folder = Directory.CreateTempSubdirectory("init-files-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "users.js"), "db.createUser({})", TestContext.Current.CancellationToken);
        var builder = AppModel.ToPublish();
        var server = builder.AddMongoDB("mongodb").WithInitFiles(folder.FullName).Resource;
        using var application = builder.Build();

        var files = await AppModel.FilesAsync(server, application.Services);
        folder.Delete(recursive: true);

        Assert.Equal("db.createUser({})", files["/docker-entrypoint-initdb.d/users.js"]);
    }

    [Fact]
    public void ServerAndDatabaseHaveACheckThatIsGivenUpInTime()
    {
        var builder = AppModel.ToRun();
        var database = builder.AddMongoDB("mongodb").AddDatabase("openedx").Resource;
        using var application = builder.Build();

        Assert.Equal(["mongodb_check"], AppModel.HealthCheckKeys(database.Parent));
        Assert.Equal(["openedx_check"], AppModel.HealthCheckKeys(database));
        Assert.Equal(TimeSpan.FromSeconds(10), AppModel.HealthCheck(application.Services, "mongodb_check").Timeout);
        Assert.Equal(TimeSpan.FromSeconds(10), AppModel.HealthCheck(application.Services, "openedx_check").Timeout);
    }

    [Fact]
    public async Task AServerThatNobodyReachesIsUnhealthy()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMongoDB("mongodb").Resource;
        AppModel.Allocate(server, "tcp", FakeServer.FreePort());
        using var application = builder.Build();

        var health = await AppModel.AskHealthAsync(application.Services, "mongodb_check");

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("Connection refused", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MongoExpressShowsItsServer()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMongoDB("mongodb", password: builder.AddSecret("p@ss")).WithMongoExpress(page => page.WithHostPort(8082));
        AppModel.Allocate(server.Resource, "tcp", 37017);
        using var application = builder.Build();

        var page = Assert.Single(builder.Resources.OfType<MongoExpressContainerResource>());
        var environment = await application.EnvironmentAsync(page);

        Assert.Equal("mongodb-mongoexpress", page.Name);
        Assert.Equal("docker.io/library/mongo-express:1.0", AppModel.Image(page));
        Assert.Equal((8082, 8081), (AppModel.Endpoint(page, "http").Port, AppModel.Endpoint(page, "http").TargetPort));
        Assert.True(page.IsExcludedFromPublish());
        Assert.Equal(("mongodb.dev.internal", "27017"), (environment["ME_CONFIG_MONGODB_SERVER"], environment["ME_CONFIG_MONGODB_PORT"]));
        Assert.StartsWith("mongodb://admin:p%40ss@mongodb.dev.internal:27017/?", environment["ME_CONFIG_MONGODB_URL"], StringComparison.Ordinal);
    }
}
