using Devstack.OpenEdx.Sites;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>The micro-frontends, where the platform has them: their addresses, and what they read at run time.</summary>
internal static class MicroFrontends
{
    private const string Apps = "apps";

    // The setting in LMS and Studio that has the address, and what the address ends in.
    private static readonly (string App, string Setting, string End)[] Addresses =
    [
        ("account", "ACCOUNT_MICROFRONTEND_URL", "/"),
        ("admin-console", "ADMIN_CONSOLE_MICROFRONTEND_URL", ""),
        ("authn", "AUTHN_MICROFRONTEND_URL", ""),
        ("authoring", "COURSE_AUTHORING_MICROFRONTEND_URL", ""),
        ("catalog", "CATALOG_MICROFRONTEND_URL", ""),
        ("communications", "COMMUNICATIONS_MICROFRONTEND_URL", ""),
        ("discussions", "DISCUSSIONS_MICROFRONTEND_URL", ""),
        ("gradebook", "WRITABLE_GRADEBOOK_URL", ""),
        ("learner-dashboard", "LEARNER_HOME_MICROFRONTEND_URL", "/"),
        ("learning", "LEARNING_MICROFRONTEND_URL", ""),
        ("ora", "ORA_MICROFRONTEND_URL", ""),
        ("ora-grading", "ORA_GRADING_MICROFRONTEND_URL", ""),
        ("profile", "PROFILE_MICROFRONTEND_URL", "/u/"),
    ];

    // What Studio redirects to as well.
    private static readonly string[] InStudio = ["account", "authoring", "catalog", "discussions", "learner-dashboard", "learning", "ora"];

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (!context.Sites.Contains(Apps))
        {
            return;
        }

        foreach (var (app, setting, end) in Addresses.Where(address => Has(context, address.App) && (context.IsLms || InStudio.Contains(address.App))))
        {
            settings.Assign(context, setting, Url(context, app) + end);
        }

        foreach (var site in SitesOf(context).DistinctBy(site => site.Url))
        {
            settings.Append.AddTo("LOGIN_REDIRECT_WHITELIST", site.Base);
            CrossOrigin.Allow(context, settings, site.Url);
        }

        if (Has(context, "discussions"))
        {
            settings.Assign(context, "DISCUSSIONS_MFE_FEEDBACK_URL", null);
        }

        if (context.IsLms)
        {
            LmsOnly(context, settings);
        }
    }

    private static void LmsOnly(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Assign(context, "ENABLE_MFE_CONFIG_API", true);
        settings.Yaml["MFE_CONFIG_API_CACHE_TIMEOUT"] = 1;
        settings.Yaml["MFE_CONFIG"] = MicroFrontendConfiguration.Of(context);
        if (Has(context, "authn"))
        {
            settings.Flag(context, "ENABLE_AUTHN_MICROFRONTEND", true);
            settings.Assign(context, "AUTHN_MICROFRONTEND_DOMAIN", $"{SiteOf(context, "authn").Base}/authn");
        }

        if (Has(context, "catalog"))
        {
            settings.Yaml["ENABLE_CATALOG_MICROFRONTEND"] = true;
        }

        if (Has(context, "communications"))
        {
            settings.Flag(context, "ENABLE_NEW_BULK_EMAIL_EXPERIENCE", true);
        }

        if (context.Release.HasFrontendSite)
        {
            settings.Assign(context, "INSTRUCTOR_MICROFRONTEND_URL", Url(context, "instructor-dashboard"));
            settings.Yaml["NOTIFICATIONS_DEFAULT_FROM_EMAIL"] = context.Options.ContactEmail;
            settings.Yaml["FRONTEND_SITE_CONFIG"] = MicroFrontendConfiguration.SiteOf(context);
        }
    }

    /// <summary>Whether the release has a micro-frontend.</summary>
    public static bool Has(PlatformSettingsContext context, string app) => context.Release.MicroFrontends.Any(other => other.Name == app);

    /// <summary>The address of a micro-frontend, without a slash at the end.</summary>
    public static string Url(PlatformSettingsContext context, string app) => $"{SiteOf(context, app).Url}/{app}";

    /// <summary>The site that serves all of them, and whatever has none of its own.</summary>
    public static Site Host(PlatformSettingsContext context) => context.Sites[Apps];

    // One that is being worked on has a development server of its own.
    private static Site SiteOf(PlatformSettingsContext context, string app) => context.Sites.Contains(app) ? context.Sites[app] : Host(context);

    private static IEnumerable<Site> SitesOf(PlatformSettingsContext context) =>
        [Host(context), .. context.Release.MicroFrontends.Select(app => SiteOf(context, app.Name))];
}
