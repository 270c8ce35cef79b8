using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>MySQL: one database for LMS and Studio, without a replica and without a second database for the learners' history.</summary>
internal static class Databases
{
    private const string Name = "openedx";
    private const int UsualPort = 3306;

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        var external = context.Options.External.MySql;
        var server = external.IsUsed ? Server.External(context.Platform, "mysql", external, UsualPort)
            : context.Platform.MySql is { } mysql ? Server.Of(mysql, mysql.PrimaryEndpoint, UsualPort)
            : null;
        if (server is not null)
        {
            settings.Yaml["DATABASES"] = new SettingsMap
            {
                ["default"] = new SettingsMap
                {
                    ["ENGINE"] = "django.db.backends.mysql",
                    ["HOST"] = server.Host,
                    ["PORT"] = server.Port,
                    ["NAME"] = external.IsUsed ? external.Database : Name,
                    ["USER"] = server.User ?? Name,
                    ["PASSWORD"] = new SecretText(server.Password ?? context.Platform.Secrets.MySqlPassword),
                    ["ATOMIC_REQUESTS"] = true,
                    ["OPTIONS"] = Options(context, server, external.IsUsed),
                },
            };
        }

        settings.Flag(context, "ENABLE_CSMH_EXTENDED", false);
        settings.Remove["INSTALLED_APPS"] = List("lms.djangoapps.coursewarehistoryextended");
        settings.Remove["DATABASE_ROUTERS"] = List("openedx.core.lib.django_courseware_routers.StudentModuleHistoryExtendedRouter");
    }

    private static SettingsMap Options(PlatformSettingsContext context, Server server, bool external)
    {
        var options = new SettingsMap { ["init_command"] = "SET sql_mode='STRICT_TRANS_TABLES'" };
        if (!external)
        {
            // A server of one's own may still have the tables of an older release, in utf8mb3.
            options["charset"] = context.Release.MySqlCharset;
        }

        if (server.Tls)
        {
            options["ssl_mode"] = server.CaPath is null ? "REQUIRED" : "VERIFY_CA";
            options["ssl"] = server.CaPath is null ? new SettingsMap() : new SettingsMap { ["ca"] = server.CaPath };
        }

        return options;
    }
}
