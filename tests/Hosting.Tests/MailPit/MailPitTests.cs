using Devstack.Hosting.Tests.Model;

namespace Devstack.Hosting.Tests.MailPit;

public class MailPitTests
{
    [Fact]
    public void ItTakesMailOnOnePortAndShowsItOnAnother()
    {
        var mail = AppModel.ToRun().AddMailPit("mail", httpPort: 18025, smtpPort: 11025).Resource;

        Assert.Equal("docker.io/axllent/mailpit:v1.22.3", AppModel.Image(mail));
        Assert.Equal((11025, 1025, "smtp"), (AppModel.Endpoint(mail, "smtp").Port, AppModel.Endpoint(mail, "smtp").TargetPort, AppModel.Endpoint(mail, "smtp").UriScheme));
        Assert.Equal((18025, 8025, "http"), (AppModel.Endpoint(mail, "http").Port, AppModel.Endpoint(mail, "http").TargetPort, AppModel.Endpoint(mail, "http").UriScheme));
    }

    [Fact]
    public async Task TheConnectionStringIsTheMailServersAddress()
    {
        var mail = AppModel.ToRun().AddMailPit("mail").Resource;
        AppModel.Allocate(mail, "smtp", 11025);

        Assert.Equal("Endpoint=smtp://localhost:11025", await AppModel.ValueAsync(mail.ConnectionStringExpression));
    }

    [Fact]
    public void ItsPropertiesAreTheToolkits()
    {
        Assert.Equal(
            [
                "Host={mail.bindings.smtp.host}",
                "Port={mail.bindings.smtp.port}",
                "Uri=smtp://{mail.bindings.smtp.host}:{mail.bindings.smtp.port}",
            ],
            AppModel.Properties(AppModel.ToPublish().AddMailPit("mail").Resource));
    }

    [Fact]
    public async Task MailStaysInAVolume()
    {
        var builder = AppModel.ToPublish();
        var mail = builder.AddMailPit("mail").WithDataVolume("openedx-mail").Resource;
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(mail);

        Assert.Equal("/data/mailpit.db", environment["MP_DATABASE"]);
        Assert.Equal((ContainerMountType.Volume, "openedx-mail", "/data"), (AppModel.Mount(mail).Type, AppModel.Mount(mail).Source, AppModel.Mount(mail).Target));
    }

    [Fact]
    public async Task MailStaysInAFolder()
    {
        var builder = AppModel.ToPublish();
        var mail = builder.AddMailPit("mail").WithDataBindMount("/srv/mail", isReadOnly: true).Resource;
        using var application = builder.Build();

        var environment = await application.EnvironmentAsync(mail);

        Assert.Equal("/data/mailpit.db", environment["MP_DATABASE"]);
        Assert.Equal(("/srv/mail", "/data", true), (AppModel.Mount(mail).Source, AppModel.Mount(mail).Target, AppModel.Mount(mail).IsReadOnly));
    }

    [Fact]
    public void ItIsAskedWhetherItLivesAndWhetherItIsReady()
    {
        var builder = AppModel.ToRun();
        var mail = builder.AddMailPit("mail").Resource;
        using var application = builder.Build();

        var keys = AppModel.HealthCheckKeys(mail);

        Assert.Equal(["mail_http_/livez_200_check", "mail_http_/readyz_200_check"], keys);
        Assert.All(keys, key => Assert.Equal(TimeSpan.FromSeconds(10), AppModel.HealthCheck(application.Services, key).Timeout));
    }
}
