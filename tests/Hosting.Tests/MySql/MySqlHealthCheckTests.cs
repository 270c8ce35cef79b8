using Devstack.Hosting.Tests.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Devstack.Hosting.Tests.MySql;

public class MySqlHealthCheckTests
{
    [Fact]
    public void ServerAndDatabaseHaveACheckThatIsGivenUpInTime()
    {
        var builder = AppModel.ToRun();
        var database = builder.AddMySql("mysql").AddDatabase("openedx").Resource;
        using var application = builder.Build();

        Assert.Equal(["mysql_check"], AppModel.HealthCheckKeys(database.Parent));
        Assert.Equal(["openedx_check"], AppModel.HealthCheckKeys(database));
        Assert.Equal(TimeSpan.FromSeconds(10), AppModel.HealthCheck(application.Services, "mysql_check").Timeout);
        Assert.Equal(TimeSpan.FromSeconds(10), AppModel.HealthCheck(application.Services, "openedx_check").Timeout);
    }

    [Fact]
    public async Task AServerThatNobodyReachesIsUnhealthy()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMySql("mysql", builder.AddSecret("x")).Resource;
        AppModel.Allocate(server, "tcp", FakeServer.FreePort());
        using var application = builder.Build();

        var health = await AppModel.AskHealthAsync(application.Services, "mysql_check");

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("Unable to connect", health.Description, StringComparison.Ordinal);
    }
}
