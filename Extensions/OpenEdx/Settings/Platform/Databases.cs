using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Datastores;
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
        if (external.IsUsed || context.Platform.MySql is not null)
        {
            var database = Of(
                context.Platform,
                external.IsUsed ? external.Database : Name,
                (external.IsUsed ? external.User : null) ?? Name,
                (external.IsUsed ? ExternalServers.PasswordOf(context.Platform, "mysql") : null) ?? context.Platform.Secrets.MySqlPassword);
            settings.Yaml["DATABASES"] = new SettingsMap { ["default"] = database };
            database["ATOMIC_REQUESTS"] = true;
        }

        settings.Flag(context, "ENABLE_CSMH_EXTENDED", false);
        settings.Remove["INSTALLED_APPS"] = List("lms.djangoapps.coursewarehistoryextended");
        settings.Remove["DATABASE_ROUTERS"] = List("openedx.core.lib.django_courseware_routers.StudentModuleHistoryExtendedRouter");
    }

    /// <summary>One database of the platform's server, as Django's <c>DATABASES</c> has it.</summary>
    public static SettingsMap Of(OpenEdxResource platform, string name, string user, ParameterResource password)
    {
        var external = platform.Options.External.MySql;
        var server = external.IsUsed ? Server.External(platform, "mysql", external, UsualPort)
            : platform.MySql is { } mysql ? Server.Of(mysql, mysql.PrimaryEndpoint, UsualPort)
            : throw new InvalidOperationException($"'{platform.Name}' has no MySQL server: call WithMySql before its services are added.");
        return new SettingsMap
        {
            ["ENGINE"] = "django.db.backends.mysql",
            ["HOST"] = server.Host,
            ["PORT"] = server.Port,
            ["NAME"] = name,
            ["USER"] = user,
            ["PASSWORD"] = new SecretText(password),
            ["OPTIONS"] = Options(platform, server, external.IsUsed),
        };
    }

    private static SettingsMap Options(OpenEdxResource platform, Server server, bool external)
    {
        var options = new SettingsMap { ["init_command"] = "SET sql_mode='STRICT_TRANS_TABLES'" };
        if (!external)
        {
            // A server of one's own may still have the tables of an older release, in utf8mb3.
            options["charset"] = platform.Release.MySqlCharset;
        }

        if (server.Tls)
        {
            options["ssl_mode"] = server.CaPath is null ? "REQUIRED" : "VERIFY_CA";
            options["ssl"] = server.CaPath is null ? new SettingsMap() : new SettingsMap { ["ca"] = server.CaPath };
        }

        return options;
    }
}
