using Aspire.Hosting.MySql;
using Devstack.Hosting.Tests.Model;

namespace Devstack.Hosting.Tests.MySql;

public class PhpMyAdminTests
{
    [Fact]
    public void OneContainerShowsAllServers()
    {
        var builder = AppModel.ToRun();
        builder.AddMySql("first").WithPhpMyAdmin();
        builder.AddMySql("second").WithPhpMyAdmin(page => page.WithHostPort(8081));

        var page = Assert.Single(builder.Resources.OfType<PhpMyAdminContainerResource>());

        Assert.Equal("phpmyadmin", page.Name);
        Assert.Equal("docker.io/library/phpmyadmin:5.2", AppModel.Image(page));
        Assert.Equal((8081, 80), (AppModel.Endpoint(page, "http").Port, AppModel.Endpoint(page, "http").TargetPort));
    }

    [Fact]
    public void ItIsNotPublished()
    {
        var builder = AppModel.ToPublish();
        builder.AddMySql("mysql").WithPhpMyAdmin(containerName: "admin");

        var page = Assert.Single(builder.Resources.OfType<PhpMyAdminContainerResource>());

        Assert.Equal("admin", page.Name);
        Assert.True(page.IsExcludedFromPublish());
    }

    [Fact]
    public async Task ItIsLoggedInToEachServerOverTheContainersNetwork()
    {
        var builder = AppModel.ToRun();
        foreach (var (name, password) in new[] { ("first", "plain"), ("second", """it's a \ secret""") })
        {
            var server = builder.AddMySql(name, builder.AddSecret(password, $"{name}-secret")).WithPhpMyAdmin();
            AppModel.Allocate(server.Resource, "tcp", 3307);
        }

        var page = Assert.Single(builder.Resources.OfType<PhpMyAdminContainerResource>());
        using var application = builder.Build();

        var files = await AppModel.FilesAsync(page, application.Services);

        Assert.Equal(
            """
            <?php
            $cfg['Servers'][1] = [
                'verbose' => 'first',
                'host' => 'first.dev.internal',
                'port' => '3306',
                'auth_type' => 'config',
                'user' => 'root',
                'password' => 'plain',
            ];
            $cfg['Servers'][2] = [
                'verbose' => 'second',
                'host' => 'second.dev.internal',
                'port' => '3306',
                'auth_type' => 'config',
                'user' => 'root',
                'password' => 'it\'s a \\ secret',
            ];

            """,
            files["/etc/phpmyadmin/config.user.inc.php"]);
    }
}
