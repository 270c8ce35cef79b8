using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>What the LMS answers to a micro-frontend that asks for its configuration.</summary>
internal static class MicroFrontendConfiguration
{
    // Texts, not flags: they stand for environment variables of a build.
    private static readonly string[] AuthoringPages =
    [
        "ENABLE_ASSETS_PAGE", "ENABLE_HOME_PAGE_COURSE_API_V2", "ENABLE_PROGRESS_GRAPH_SETTINGS", "ENABLE_TAGGING_TAXONOMY_PAGES", "ENABLE_UNIT_PAGE",
    ];

    /// <summary><c>MFE_CONFIG</c>.</summary>
    public static SettingsMap Of(PlatformSettingsContext context)
    {
        var lms = context.Sites.Lms.Url;
        var logo = $"{lms}/theming/asset/images/logo.png";
        var values = new SettingsMap
        {
            ["BASE_URL"] = MicroFrontends.Host(context).Base,
            ["CSRF_TOKEN_API_PATH"] = "/csrf/api/v1/token",
            ["CREDENTIALS_BASE_URL"] = UrlOrEmpty(context, "credentials"),
            ["DISCOVERY_API_BASE_URL"] = UrlOrEmpty(context, "discovery"),
            ["FAVICON_URL"] = $"{lms}/favicon.ico",
            ["INFO_EMAIL"] = context.Options.ContactEmail,
            ["PASSWORD_RESET_SUPPORT_LINK"] = $"mailto:{context.Options.ContactEmail}",
            ["LANGUAGE_PREFERENCE_COOKIE_NAME"] = "openedx-language-preference",
            ["LMS_BASE_URL"] = lms,
            ["MARKETING_SITE_BASE_URL"] = lms,
            ["LOGIN_URL"] = $"{lms}/login",
            ["LOGOUT_URL"] = $"{lms}/logout",
            ["REFRESH_ACCESS_TOKEN_ENDPOINT"] = $"{lms}/login_refresh",
            ["LOGO_URL"] = logo,
            ["LOGO_WHITE_URL"] = logo,
            ["LOGO_TRADEMARK_URL"] = logo,
            ["SITE_NAME"] = context.Options.PlatformName,
            ["STUDIO_BASE_URL"] = context.Sites.Cms.Url,
            ["USER_INFO_COOKIE_NAME"] = "edx-user-info",
            ["ACCESS_TOKEN_COOKIE_NAME"] = "edx-jwt-cookie-header-payload",
        };
        AddLinks(context, values);
        return values;
    }

    /// <summary><c>FRONTEND_SITE_CONFIG</c>, for the site on frontend-base.</summary>
    public static SettingsMap SiteOf(PlatformSettingsContext context)
    {
        var lms = context.Sites.Lms.Url;
        SettingsMap Route(string role, string url) => new() { ["role"] = $"org.openedx.frontend.role.{role}", ["url"] = url };
        return new()
        {
            ["baseUrl"] = MicroFrontends.Host(context).Url,
            ["lmsBaseUrl"] = lms,
            ["cmsBaseUrl"] = context.Sites.Cms.Url,
            ["loginUrl"] = $"{lms}/login",
            ["logoutUrl"] = $"{lms}/logout",
            ["externalRoutes"] = List(
                Route("logout", $"{lms}/logout"),
                Route("account", $"{MicroFrontends.Url(context, "account")}/"),
                Route("profile", $"{MicroFrontends.Url(context, "profile")}/u/")),
            ["commonAppConfig"] = new SettingsMap { ["DISABLE_ENTERPRISE_LOGIN"] = true },
        };
    }

    private static void AddLinks(PlatformSettingsContext context, SettingsMap values)
    {
        void Link(string app, string name, string end = "")
        {
            if (MicroFrontends.Has(context, app))
            {
                values[name] = MicroFrontends.Url(context, app) + end;
            }
        }

        Link("account", "ACCOUNT_SETTINGS_URL", "/");
        Link("admin-console", "ADMIN_CONSOLE_URL");
        Link("authoring", "COURSE_AUTHORING_MICROFRONTEND_URL");
        Link("discussions", "DISCUSSIONS_MFE_BASE_URL");
        Link("learning", "LEARNING_BASE_URL");
        Link("profile", "ACCOUNT_PROFILE_URL");
        if (MicroFrontends.Has(context, "authn"))
        {
            values["DISABLE_ENTERPRISE_LOGIN"] = true;
        }

        if (MicroFrontends.Has(context, "communications"))
        {
            values["SCHEDULE_EMAIL_SECTION"] = true;
        }

        if (MicroFrontends.Has(context, "learner-record"))
        {
            // As Credentials has it.
            values["ENABLE_VERIFIABLE_CREDENTIALS"] = false;
        }

        foreach (var page in MicroFrontends.Has(context, "authoring") ? AuthoringPages : [])
        {
            values[page] = "true";
        }

        if (MicroFrontends.Has(context, "authoring") && Search.MeilisearchOf(context.Platform) is not null)
        {
            values["MEILISEARCH_ENABLED"] = "true";
        }
    }

    private static string UrlOrEmpty(PlatformSettingsContext context, string route) => context.Sites.Contains(route) ? context.Sites[route].Url : "";
}
