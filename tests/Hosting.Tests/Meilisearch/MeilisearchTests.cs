using System.Data.Common;
using Devstack.Hosting.Tests.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Devstack.Hosting.Tests.Meilisearch;

public class MeilisearchTests
{
    [Fact]
    public void AServerRunsInUpstreamsImageOnTheHostsPortThatItIsGiven()
    {
        var server = AppModel.ToRun().AddMeilisearch("search", port: 17700).Resource;

        Assert.Equal("docker.io/getmeili/meilisearch:v1.21", AppModel.Image(server));
        Assert.Equal((17700, 7700, "http"), (AppModel.Endpoint(server, "http").Port, AppModel.Endpoint(server, "http").TargetPort, AppModel.Endpoint(server, "http").UriScheme));
    }

    [Fact]
    public async Task TheContainerGetsTheMasterKey()
    {
        var builder = AppModel.ToPublish();
        var server = builder.AddMeilisearch("search").Resource;
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(server);

        Assert.Equal("{search-masterKey.value}", environment["MEILI_MASTER_KEY"]);
    }

    [Fact]
    public async Task AClientFindsTheKeyWhateverItsCharactersAre()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMeilisearch("search", builder.AddSecret(AppModel.NastyPassword)).Resource;
        AppModel.Allocate(server, "http", 17700);

        var settings = new DbConnectionStringBuilder { ConnectionString = await AppModel.ValueAsync(server.ConnectionStringExpression) };

        Assert.Equal(("http://localhost:17700", AppModel.NastyPassword), (settings["Endpoint"], settings["MasterKey"]));
    }

    [Fact]
    public void ItsPropertiesAreTheToolkits()
    {
        Assert.Equal(
            [
                "Host={search.bindings.http.host}",
                "Port={search.bindings.http.port}",
                "MasterKey={search-masterKey.value}",
                "Uri=http://{search.bindings.http.host}:{search.bindings.http.port}",
            ],
            AppModel.Properties(AppModel.ToPublish().AddMeilisearch("search").Resource));
    }

    [Fact]
    public void DataStaysInAVolumeOrAFolder()
    {
        var builder = AppModel.ToRun();
        var inVolume = builder.AddMeilisearch("first").WithDataVolume();
        var inFolder = builder.AddMeilisearch("second").WithDataBindMount("/srv/search").Resource;

        Assert.Equal((VolumeNameGenerator.Generate(inVolume, "data"), "/meili_data"), (AppModel.Mount(inVolume.Resource).Source, AppModel.Mount(inVolume.Resource).Target));
        Assert.Equal(("/srv/search", "/meili_data"), (AppModel.Mount(inFolder).Source, AppModel.Mount(inFolder).Target));
    }

    [Theory]
    [InlineData(200, """{"status":"available"}""", HealthStatus.Healthy)]
    [InlineData(200, """{"status":"unavailable"}""", HealthStatus.Unhealthy)]
    [InlineData(503, "{}", HealthStatus.Unhealthy)]
    public async Task ItsHealthIsWhatTheServerSays(int status, string body, HealthStatus expected)
    {
        using var fake = new FakeServer(status, body);

        var (health, _) = await AskAsync(fake);

        Assert.Equal(expected, health.Status);
        Assert.Equal("/health", Assert.Single(fake.Requests).Path);
    }

    [Fact]
    public async Task AServerThatHangsIsUnhealthyAfterTheTimeout()
    {
        using var fake = new FakeServer(200, body: null);

        var (health, timeout) = await AskAsync(fake, TimeSpan.FromMilliseconds(200));

        Assert.Equal(TimeSpan.FromSeconds(10), timeout);
        Assert.Equal((HealthStatus.Unhealthy, "A timeout occurred while running check."), (health.Status, health.Description));
    }

    private static async Task<(HealthReportEntry Health, TimeSpan Timeout)> AskAsync(FakeServer fake, TimeSpan? impatience = null)
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMeilisearch("search").Resource;
        AppModel.Allocate(server, "http", fake.Port);
        using var application = builder.Build();
        var check = AppModel.HealthCheck(application.Services, Assert.Single(AppModel.HealthCheckKeys(server)));
        var timeout = check.Timeout;
        check.Timeout = impatience ?? timeout;
        return (await AppModel.AskHealthAsync(application.Services, "search_check"), timeout);
    }
}
