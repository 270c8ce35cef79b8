using Devstack.OpenEdx.Production;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>How e-mails leave: to the mail catcher, to a server of the user's own, or to the relay of a published platform.</summary>
internal static class Mail
{
    private const int CatcherPort = 1025;
    private const int SmtpPort = 25;
    private const int SubmissionPort = 587;

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        var external = context.Options.External.Smtp;
        var server = external.IsUsed ? Server.External(context.Platform, "smtp", external, external.Tls ? SubmissionPort : SmtpPort)
            : (context.Development || context.Options.Publish.MailCatcher) && context.Platform.Mail is { } mail ? new(mail.Name, CatcherPort)
            : new(MailRelay.Name, MailRelay.Port);
        // Without a catcher the e-mails of a devstack are lines of the log.
        var logged = context.Development && !external.IsUsed && context.Platform.Mail is null;
        settings.Assign(context, "EMAIL_BACKEND", $"django.core.mail.backends.{(logged ? "console" : "smtp")}.EmailBackend");
        settings.Yaml["EMAIL_HOST"] = server.Host;
        settings.Yaml["EMAIL_PORT"] = server.Port;
        settings.Yaml["EMAIL_USE_TLS"] = server.Tls && !external.ImplicitTls;
        settings.Yaml["EMAIL_USE_SSL"] = server.Tls && external.ImplicitTls;
        settings.Yaml["EMAIL_HOST_USER"] = server.User ?? "";
        settings.Yaml["EMAIL_HOST_PASSWORD"] = server.Password is { } password ? new SecretText(password) : "";

        // devstack.py writes these e-mails to files.
        settings.Assign(context, "ACE_ENABLED_CHANNELS", List("django_email"));
        settings.Assign(context, "ACE_CHANNEL_DEFAULT_EMAIL", "django_email");
        settings.Assign(context, "ACE_CHANNEL_TRANSACTIONAL_EMAIL", "django_email");
        if (context.IsLms)
        {
            settings.Yaml["BULK_EMAIL_SEND_USING_EDX_ACE"] = true;
            settings.Yaml["DEFAULT_EMAIL_LOGO_URL"] = $"{context.Sites.Lms.Url}/theming/asset/images/logo.png";
            settings.Yaml["MOBILE_STORE_ACE_URLS"] = new SettingsMap();
            settings.Yaml["SOCIAL_MEDIA_FOOTER_ACE_URLS"] = new SettingsMap();
        }
    }
}
