namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Session cookies: on one domain for all sites, by different names.</summary>
internal static class Cookies
{
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        var https = context.Sites.Https;
        // The LMS's host covers the hosts below it: Studio and the micro-frontends share the tokens that the LMS sets.
        settings.Assign(context, "SESSION_COOKIE_DOMAIN", context.Sites.Host);
        // With one name on one domain they would log each other out.
        settings.Assign(context, "SESSION_COOKIE_NAME", context.IsLms ? "sessionid" : "studio_session_id");
        settings.Assign(context, "SESSION_COOKIE_SECURE", https);
        settings.Assign(context, "CSRF_COOKIE_SECURE", https);
        // Browsers drop a cookie with None that isn't secure, and people log in for ever.
        settings.Assign(context, "DCS_SESSION_COOKIE_SAMESITE", https ? "None" : "Lax");
        settings.Insist("SESSION_COOKIE_SAMESITE", https ? "None" : "Lax");
    }
}
