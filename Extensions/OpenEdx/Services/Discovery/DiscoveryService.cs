using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Services.Schedules;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Services.Discovery;

/// <summary>Course Discovery: openedx/course-discovery (tutor.md 6.4; course_discovery/settings/base.py and production.py, November 2025).</summary>
internal static class DiscoveryService
{
    public const string Name = "discovery";

    private const string ClientId = "discovery";
    private const string SingleSignOnClientId = "discovery-sso";

    private const int Port = 8381;

    // The one catalogue of a platform.
    private const string Partner = "openedx";

    // New courses and what has changed of the others, then what searches find.
    private const string Refresh = $"./manage.py refresh_course_metadata --partner_code={Partner} && ./manage.py update_index --disable-change-limit";

    public static ServiceCode Code { get; } = new(Name, "Course Discovery", "course-discovery", "/openedx/discovery", "course_discovery.settings.production", 5684);

    public static OpenEdxService Of(OpenEdxResource platform, ElasticsearchResource search) => new()
    {
        Image = platform.Release.Images.Services[Name],
        Title = Code.Title,
        CodeFolder = Code.Folder,
        SettingsModule = Code.SettingsModule,
        DebuggerPort = Code.DebuggerPort,
        FileVariable = "DISCOVERY_CFG",
        DevelopmentPort = Port,
        HealthPath = "/health/",
        Icon = "BookSearch",
        UsesRedis = true,
        UsesMail = true,
        Datastores = [search],
        Calls = ["lms", "cms"],
        Folders = ["/openedx/discovery/course_discovery/media"],
        Applications = [new(ClientId, OAuthGrant.ClientCredentials), new(SingleSignOnClientId, OAuthGrant.AuthorizationCode)],
        Settings =
        [
            SharedSettings.Tokens, SharedSettings.SingleSignOn(SingleSignOnClientId), SharedSettings.CallsOfItsOwn(ClientId),
            SharedSettings.Mail, SharedSettings.Cache, SharedSettings.Events, SharedSettings.MicroFrontends,
            (context, settings) => Settings(context, settings, search),
        ],
        PlatformSettings = [Platform],
        LmsCommands =
        [
            ["manage_user", "lms_catalog_service_user", "lms_catalog_service_user@openedx", "--staff", "--unusable-password"],
            ["shell", "-c", "import devstack_jobs; devstack_jobs.show_programs()"],
        ],
        Jobs =
        [
            new("discovery-partner",
                "./manage.py", "create_or_update_partner", "--site-id", "1", "--site-domain", platform.Sites.Claim(Name, Port).Base, "--code", Partner, "--name", platform.Options.PlatformName,
                "--lms-url", Hosts.LmsInternalUrl, "--studio-url", Hosts.CmsInternalUrl,
                "--courses-api-url", $"{Hosts.LmsInternalUrl}/api/courses/v1/", "--organizations-api-url", $"{Hosts.LmsInternalUrl}/api/organizations/v1/"),
            new("discovery-courses", "./manage.py", "refresh_course_metadata", $"--partner_code={Partner}") { Calls = ["lms"] },
            new("discovery-index", "./manage.py", "update_index", "--disable-change-limit"),
        ],
        Schedules = [new(ScheduledCommand.CatalogueName, ScheduledCommand.CatalogueCron, "sh", "-c", Refresh) { Calls = ["lms"] }],
    };

    private static void Settings(OpenEdxServiceContext context, ServiceSettings settings, ElasticsearchResource search)
    {
        var (options, language) = (context.Options, LanguageOf(context.Options.Language));
        settings.Set["PLATFORM_NAME"] = options.PlatformName;
        settings.Set["LANGUAGE_CODE"] = language;
        settings.Set["PARLER_DEFAULT_LANGUAGE_CODE"] = language;
        settings.Set["DEFAULT_PRODUCT_SOURCE_SLUG"] = "edx";
        settings.Set["OAUTH_API_TIMEOUT"] = 5;
        settings.Set["DISCOVERY_BASE_URL"] = context.Service.Site.Url;
        settings.Set["MEDIA_URL"] = $"{context.Service.Site.Url}/media/";
        settings.Set["USE_API_CACHING"] = !context.Development;
        settings.Merge.Map("ELASTICSEARCH_DSL").Map("default")["hosts"] =
            (Server.Of(search, search.PrimaryEndpoint, 9200) with { User = "elastic", Password = search.PasswordParameter }).Url("http", "");
        if (context.Platform.Redis is not null || options.External.Redis.IsUsed)
        {
            var redis = Redis.Of(context.Platform, options)!;
            settings.Set["CELERY_BROKER_URL"] = redis.Url(redis.QueueDatabase);
        }

        if (context.Development)
        {
            // Compiled ahead for production only.
            settings.Set["COMPRESS_ENABLED"] = false;
            settings.Set["COMPRESS_OFFLINE"] = false;
        }
    }

    private static void Platform(PlatformSettingsContext context, ServiceSettings settings)
    {
        var site = context.Sites[Name];
        settings.Assign(context, "COURSE_CATALOG_URL_ROOT", site.Url);
        // Containers ask it; the name of the site leads them nowhere in a devstack.
        settings.Assign(context, "COURSE_CATALOG_API_URL", $"{context.Platform.Services.Single(service => service.Name == Name).InternalUrl}/api/v1");
        settings.Flag(context, "ENABLE_COURSE_DISCOVERY", true);
        if (context.IsLms && context.Sites.Contains("apps"))
        {
            settings.Yaml.Map("MFE_CONFIG")["DISCOVERY_API_BASE_URL"] = site.Url;
            settings.Yaml.Map("MFE_CONFIG")["ENABLE_PROGRAMS"] = true;
        }
    }

    // Django's own names of the Chinese scripts.
    private static string LanguageOf(string language) => language switch
    {
        "zh-cn" => "zh-hans",
        "zh-hk" or "zh-tw" => "zh-hant",
        _ => language,
    };
}
