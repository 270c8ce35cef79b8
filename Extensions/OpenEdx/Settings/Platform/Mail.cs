using Devstack.OpenEdx.Configuration;
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
        Write(context.Platform, context.Options, context.Development, settings.Yaml);
        // The backend alone is devstack.py's, too.
        settings.Assign(context, "EMAIL_BACKEND", settings.Yaml["EMAIL_BACKEND"]);

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

    /// <summary>Django's own settings for e-mail.</summary>
    public static void Write(OpenEdxResource platform, DevstackOptions options, bool development, SettingsMap section)
    {
        var external = options.External.Smtp;
        var server = external.IsUsed ? Server.External(platform, "smtp", external, external.Tls ? SubmissionPort : SmtpPort)
            : (development || options.Publish.MailCatcher) && platform.Mail is { } mail ? new(mail.Name, CatcherPort)
            : new(MailRelay.Name, MailRelay.Port);
        // Without a catcher the e-mails of a devstack are lines of the log.
        var logged = development && !external.IsUsed && platform.Mail is null;
        section["EMAIL_BACKEND"] = $"django.core.mail.backends.{(logged ? "console" : "smtp")}.EmailBackend";
        section["EMAIL_HOST"] = server.Host;
        section["EMAIL_PORT"] = server.Port;
        section["EMAIL_USE_TLS"] = server.Tls && !external.ImplicitTls;
        section["EMAIL_USE_SSL"] = server.Tls && external.ImplicitTls;
        section["EMAIL_HOST_USER"] = server.User ?? "";
        section["EMAIL_HOST_PASSWORD"] = server.Password is { } password ? new SecretText(password) : "";
    }
}
