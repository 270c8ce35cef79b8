using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Services.Discovery;
using Devstack.OpenEdx.Services.Schedules;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Services.Credentials;

/// <summary>Credentials: openedx/credentials (tutor.md 6.8; credentials/settings/base.py and production.py, August 2026).</summary>
internal static class CredentialsService
{
    public const string Name = "credentials";

    private const string ClientId = "credentials";
    private const string SingleSignOnClientId = "credentials-sso";

    private const int Port = 8150;

    // Where certificates show it: as it is, and in the two formats that pages and e-mails want.
    private static readonly string[] Logos = ["LOGO_URL", "LOGO_TRADEMARK_URL", "LOGO_WHITE_URL"];

    // It copies, and ends with 1 when something has gone from Discovery and is still here, so that a person looks at it (copy_catalog.py): each night from
    // then on, which is no news to whoever has looked. It isn't deleted without them, as learners may have certificates of it. Other failures are exceptions.
    private const string CopyCatalogue = """
        from django.core.management import call_command
        try:
            call_command("copy_catalog")
        except SystemExit as end:
            if end.code != 1:
                raise
            print("Copied. What Discovery has no more stays: there may be certificates of it. To delete it: ./manage.py copy_catalog --delete")
        """;

    public static ServiceCode Code { get; } = new(Name, "Credentials", "credentials", "/openedx/credentials", "credentials.settings.production", 5685);

    public static OpenEdxService Of(OpenEdxResource platform) =>
        Of(platform, platform.Services.SingleOrDefault(service => service.Name == DiscoveryService.Name));

    private static OpenEdxService Of(OpenEdxResource platform, OpenEdxServiceResource? discovery) => new()
    {
        Image = platform.Release.Images.Services[Name],
        Title = Code.Title,
        CodeFolder = Code.Folder,
        SettingsModule = Code.SettingsModule,
        DebuggerPort = Code.DebuggerPort,
        FileVariable = "CREDENTIALS_CFG",
        DevelopmentPort = Port,
        HealthPath = "/health/",
        Icon = "Certificate",
        UsesRedis = true,
        UsesMail = true,
        Calls = ["lms", "discovery"],
        Applications = [new(ClientId, OAuthGrant.ClientCredentials), new(SingleSignOnClientId, OAuthGrant.AuthorizationCode)],
        Settings =
        [
            SharedSettings.Tokens, SharedSettings.SingleSignOn(SingleSignOnClientId), SharedSettings.CallsOfItsOwn(ClientId),
            SharedSettings.Mail, SharedSettings.Cache, SharedSettings.Events, SharedSettings.MicroFrontends, Settings,
        ],
        PlatformSettings = [Platform],
        // The LMS issues nothing by Credentials before it is told to (openedx/core/djangoapps/programs, signals.py and tasks.py), and nothing can be
        // issued of courses that aren't in the copy of Discovery's catalogue (credentials/apps/api/v2/serializers.py).
        LmsCommands = discovery is null ? [] : [["shell", "-c", "import devstack_jobs; devstack_jobs.issue_credentials()"]],
        Jobs = [new("credentials-site", ["./manage.py", "create_or_update_site", .. SiteOf(platform, discovery)])],
        Schedules = discovery is null
            ? []
            : [new(ScheduledCommand.CatalogueCopyName, ScheduledCommand.CatalogueCopyCron, "./manage.py", "shell", "-c", CopyCatalogue) { Calls = ["lms", DiscoveryService.Name] }],
    };

    private static string[] SiteOf(OpenEdxResource platform, OpenEdxServiceResource? discovery)
    {
        var (lms, site) = (platform.Sites.Lms, platform.Sites.Claim(Name, Port));
        // Its one reader is copy_catalog: in a container, where the name of the site may lead nowhere.
        var catalogue = discovery?.InternalUrl ?? lms.Url;
        return
        [
            "--site-id", "1", "--site-domain", site.Base, "--site-name", lms.Host, "--platform-name", platform.Options.PlatformName, "--company-name", platform.Options.PlatformName,
            "--lms-url-root", lms.Url, "--catalog-api-url", $"{catalogue}/api/v1/", "--homepage-url", lms.Url, "--tos-url", $"{lms.Url}/tos",
            "--privacy-policy-url", $"{lms.Url}/privacy-policy", "--certificate-help-url", $"{lms.Url}/faq", "--theme-name", "edx-theme",
        ];
    }

    private static void Settings(OpenEdxServiceContext context, ServiceSettings settings)
    {
        var (platform, lms) = (context.Platform, context.Platform.Sites.Lms.Url);
        settings.Set["PLATFORM_NAME"] = context.Options.PlatformName;
        settings.Set["LANGUAGE_CODE"] = context.Options.Language;
        foreach (var logo in Logos)
        {
            settings.Set[logo] = settings.Set[$"{logo}_PNG"] = settings.Set[$"{logo}_SVG"] = $"{lms}/theming/asset/images/logo.png";
        }

        settings.Set["FAVICON_URL"] = $"{lms}/favicon.ico";
        // Tutor's image of the micro-frontends doesn't have it.
        var hasRecords = platform.Sites.Contains("apps") && platform.Release.MicroFrontends.Any(app => app.Name == "learner-record");
        settings.Set["USE_LEARNER_RECORD_MFE"] = hasRecords;
        settings.Set["ENABLE_VERIFIABLE_CREDENTIALS"] = false;
        // Since Redwood it sends everyone there who asks for their records, whether the switch is on or not, and to itself without an address.
        settings.Set["LEARNER_RECORD_MFE_RECORDS_PAGE_URL"] = hasRecords ? $"{platform.Sites["apps"].Url}/learner-record/" : $"{lms}/dashboard";

        if (context.Development)
        {
            settings.Set["USE_API_CACHING"] = false;
        }
    }

    private static void Platform(PlatformSettingsContext context, ServiceSettings settings)
    {
        var url = context.Sites[Name].Url;
        settings.Assign(context, "CREDENTIALS_SERVICE_USERNAME", Name);
        settings.Assign(context, "CREDENTIALS_INTERNAL_SERVICE_URL", context.Platform.Services.Single(service => service.Name == Name).InternalUrl);
        settings.Assign(context, "CREDENTIALS_PUBLIC_SERVICE_URL", url);
        // Where records are off the LMS keeps the certificates of courses for itself.
        settings.Flag(context, "ENABLE_LEARNER_RECORDS", true);
        if (context.IsLms && context.Sites.Contains("apps"))
        {
            settings.Yaml.Map("MFE_CONFIG")["CREDENTIALS_BASE_URL"] = url;
        }
    }
}
