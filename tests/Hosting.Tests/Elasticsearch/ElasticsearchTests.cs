using System.Text;
using Devstack.Hosting.Tests.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Devstack.Hosting.Tests.Elasticsearch;

public class ElasticsearchTests
{
    [Fact]
    public void AFixedPortIsTheHttpEndpointsAlone()
    {
        var server = AppModel.ToRun().AddElasticsearch("search", port: 19200).Resource;

        Assert.Equal("docker.io/library/elasticsearch:8.17.3", AppModel.Image(server));
        Assert.Equal((19200, 9200, "http"), (AppModel.Endpoint(server, "http").Port, AppModel.Endpoint(server, "http").TargetPort, AppModel.Endpoint(server, "http").UriScheme));
        Assert.Equal((null, 9300, "tcp"), (AppModel.Endpoint(server, "internal").Port, AppModel.Endpoint(server, "internal").TargetPort, AppModel.Endpoint(server, "internal").UriScheme));
        Assert.Equal(("http", "internal"), (server.PrimaryEndpoint.EndpointName, server.InternalEndpoint.EndpointName));
    }

    [Fact]
    public async Task TheContainerIsOneNodeWithAPassword()
    {
        var builder = AppModel.ToPublish();
        var server = builder.AddElasticsearch("search").Resource;
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(server);

        Assert.Equal("single-node", environment["discovery.type"]);
        Assert.Equal("true", environment["xpack.security.enabled"]);
        Assert.Equal("{search-password.value}", environment["ELASTIC_PASSWORD"]);
    }

    [Fact]
    public async Task TheConnectionStringIsAUriWhateverThePassword()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddElasticsearch("search", builder.AddSecret(AppModel.NastyPassword)).Resource;
        AppModel.Allocate(server, "http", 19200);

        var uri = new Uri((await AppModel.ValueAsync(server.ConnectionStringExpression))!);

        Assert.Equal($"elastic:{AppModel.NastyPassword}", Uri.UnescapeDataString(uri.UserInfo));
        Assert.Equal(("localhost", 19200), (uri.Host, uri.Port));
    }

    [Fact]
    public void ItHasNoConnectionPropertiesSinceThePackageHasNone()
    {
        Assert.Empty(AppModel.Properties(AppModel.ToRun().AddElasticsearch("search").Resource));
    }

    [Fact]
    public void DataStaysInAVolumeOrAFolder()
    {
        var builder = AppModel.ToRun();
        var inVolume = builder.AddElasticsearch("first").WithDataVolume();
        var inFolder = builder.AddElasticsearch("second").WithDataBindMount("/srv/search").Resource;

        Assert.Equal((VolumeNameGenerator.Generate(inVolume, "data"), "/usr/share/elasticsearch/data"), (AppModel.Mount(inVolume.Resource).Source, AppModel.Mount(inVolume.Resource).Target));
        Assert.Equal(("/srv/search", "/usr/share/elasticsearch/data"), (AppModel.Mount(inFolder).Source, AppModel.Mount(inFolder).Target));
    }

    [Theory]
    [InlineData("green", HealthStatus.Healthy)]
    [InlineData("yellow", HealthStatus.Healthy)]
    [InlineData("red", HealthStatus.Unhealthy)]
    public async Task ItsHealthIsItsClusters(string status, HealthStatus expected)
    {
        using var fake = new FakeServer(200, $$"""{"cluster_name":"docker-cluster","status":"{{status}}"}""");

        var health = await AskAsync(fake);

        Assert.Equal((expected, $"The cluster is {status}."), (health.Status, health.Description));
        var (path, authorization) = Assert.Single(fake.Requests);
        Assert.Equal("/_cluster/health", path);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"elastic:{AppModel.NastyPassword}"))}", authorization);
    }

    [Fact]
    public async Task ARefusedLoginIsUnhealthy()
    {
        using var fake = new FakeServer(401, "{}");

        var health = await AskAsync(fake);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("401", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCheckIsGivenUpInTime()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddElasticsearch("search").Resource;
        using var application = builder.Build();

        Assert.Equal(["search_check"], AppModel.HealthCheckKeys(server));
        Assert.Equal(TimeSpan.FromSeconds(10), AppModel.HealthCheck(application.Services, "search_check").Timeout);
    }

    private static async Task<HealthReportEntry> AskAsync(FakeServer fake)
    {
        var builder = AppModel.ToRun();
        var server = builder.AddElasticsearch("search", builder.AddSecret(AppModel.NastyPassword)).Resource;
        AppModel.Allocate(server, "http", fake.Port);
        using var application = builder.Build();
        return await AppModel.AskHealthAsync(application.Services, "search_check");
    }
}
