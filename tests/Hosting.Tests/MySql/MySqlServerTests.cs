using Devstack.Hosting.Tests.Model;

namespace Devstack.Hosting.Tests.MySql;

public class MySqlServerTests
{
    [Fact]
    public void AServerRunsInUpstreamsImage()
    {
        var server = AppModel.ToRun().AddMySql("mysql").Resource;

        Assert.Equal("docker.io/library/mysql:9.7", AppModel.Image(server));
    }

    [Fact]
    public void AServerListensOnTheHostsPortThatItIsGiven()
    {
        var endpoint = AppModel.Endpoint(AppModel.ToRun().AddMySql("mysql", port: 13306).Resource, "tcp");

        Assert.Equal((13306, 3306, "tcp"), (endpoint.Port, endpoint.TargetPort, endpoint.UriScheme));
    }

    [Fact]
    public async Task TheContainerGetsTheGeneratedPassword()
    {
        var builder = AppModel.ToPublish();
        var server = builder.AddMySql("mysql").Resource;
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(server);

        Assert.Equal("{mysql-password.value}", environment["MYSQL_ROOT_PASSWORD"]);
        Assert.True(server.PasswordParameter.Secret);
    }

    [Fact]
    public async Task ALaterPasswordReachesContainerAndConnectionStringAlike()
    {
        var builder = AppModel.ToPublish();
        var server = builder.AddMySql("mysql").WithPassword(builder.AddParameter("root", secret: true)).Resource;
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(server);

        Assert.Equal("{root.value}", environment["MYSQL_ROOT_PASSWORD"]);
        Assert.Contains("{root.value}", server.ConnectionStringExpression.ValueExpression, StringComparison.Ordinal);
        Assert.Equal("mysql://root:{root.value}@{mysql.bindings.tcp.host}:{mysql.bindings.tcp.port}", server.UriExpression.ValueExpression);
    }

    [Fact]
    public void ADataVolumeIsNamedAfterApplicationAndResource()
    {
        var builder = AppModel.ToRun();
        var server = builder.AddMySql("mysql").WithDataVolume();

        var mount = AppModel.Mount(server.Resource);

        Assert.Equal((ContainerMountType.Volume, "/var/lib/mysql", false), (mount.Type, mount.Target, mount.IsReadOnly));
        Assert.Equal(VolumeNameGenerator.Generate(server, "data"), mount.Source);
    }

    [Fact]
    public void ADataVolumeMayHaveANameOfItsOwn()
    {
        var mount = AppModel.Mount(AppModel.ToRun().AddMySql("mysql").WithDataVolume("openedx-mysql", isReadOnly: true).Resource);

        Assert.Equal(("openedx-mysql", true), (mount.Source, mount.IsReadOnly));
    }

    [Fact]
    public void ADataFolderIsRelativeToTheAppHost()
    {
        var builder = AppModel.ToRun();

        var mount = AppModel.Mount(builder.AddMySql("mysql").WithDataBindMount("data").Resource);

        Assert.Equal((ContainerMountType.BindMount, "/var/lib/mysql"), (mount.Type, mount.Target));
        Assert.Equal(Path.Combine(builder.AppHostDirectory, "data"), mount.Source);
    }

    [Fact]
    public void AServerKnowsItsDatabases()
    {
        var server = AppModel.ToRun().AddMySql("mysql");
        server.AddDatabase("openedx");
        server.AddDatabase("notes", "notes_db");

        Assert.Equal(new Dictionary<string, string> { ["openedx"] = "openedx", ["notes"] = "notes_db" }, server.Resource.Databases);
    }
}
