using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Where browsers and containers reach LMS and Studio.</summary>
internal static class Hosts
{
    /// <summary>The LMS as other containers call it: the public name needn't resolve inside.</summary>
    public const string LmsInternalUrl = "http://lms:8000";

    /// <summary>The same of Studio.</summary>
    public const string CmsInternalUrl = "http://cms:8000";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        var (lms, cms) = (context.Sites.Lms, context.Sites.Cms);
        settings.Assign(context, "LMS_BASE", lms.Base);
        settings.Assign(context, "CMS_BASE", cms.Base);
        settings.Assign(context, "LMS_ROOT_URL", lms.Url);
        settings.Assign(context, "CMS_ROOT_URL", cms.Url);
        settings.Assign(context, "LMS_INTERNAL_ROOT_URL", LmsInternalUrl);
        settings.Assign(context, "HTTPS", context.Sites.Https ? "on" : "off");
        // The proxy is trusted with what it says of the browser's connection: nothing else reaches these ports.
        settings.Yaml["SECURE_PROXY_SSL_HEADER"] = List("HTTP_X_FORWARDED_PROTO", "https");
        // Empty: the platform walks X-Forwarded-For from the right and passes private addresses, such as the proxy's.
        settings.Assign(context, "CLOSEST_CLIENT_IP_FROM_HEADERS", List());
        settings.Yaml["X_FRAME_OPTIONS"] = "SAMEORIGIN";

        // Probes ask for localhost or the container's own name.
        var preview = context.Sites.Contains("preview") ? context.Sites["preview"] : null;
        string[] own = !context.IsLms ? [cms.Host, "cms"]
            : [lms.Host, .. preview is null ? Array.Empty<string>() : [preview.Host], .. context.Sites.OthersOfLms.Select(site => site.Host), "lms"];
        settings.Set["ALLOWED_HOSTS"] = context.Development ? List("*") : List([.. own, "localhost", "127.0.0.1"]);
        if (preview is not null)
        {
            settings.Flag(context, "PREVIEW_LMS_BASE", preview.Base);
        }

        // Append: Studio's module adds its home page, devstack.py other services' hosts.
        settings.Append.AddTo("LOGIN_REDIRECT_WHITELIST", context.IsLms ? cms.Base : lms.Base);
        if (context.IsLms)
        {
            // Who logs out here is logged out wherever the LMS has logged them in (edx-auth-backends has the same path in all services).
            var loggedIn = context.Platform.Services.Where(service => service.Definition.Applications.Any(application => application.Grant is OAuthGrant.AuthorizationCode));
            settings.Assign(context, "IDA_LOGOUT_URI_LIST", List([$"{cms.Url}/logout/", .. loggedIn.Select(service => $"{service.Site.Url}/logout/")]));
        }
    }
}
