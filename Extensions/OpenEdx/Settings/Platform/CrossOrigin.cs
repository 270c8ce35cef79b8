using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Which other origins may call the service from a browser.</summary>
internal static class CrossOrigin
{
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Flag(context, "ENABLE_CORS_HEADERS", true);
        settings.Assign(context, "CORS_ALLOW_CREDENTIALS", true);
        settings.Assign(context, "CORS_ORIGIN_ALLOW_ALL", false);
        settings.Assign(context, "CORS_ALLOW_INSECURE", !context.Sites.Https);
        settings.Assign(context, "CORS_ORIGIN_WHITELIST", List(context.IsLms ? context.Sites.Lms.Url : context.Sites.Cms.Url));
        settings.Assign(context, "CSRF_TRUSTED_ORIGINS", List());
    }

    /// <summary>Allows an origin.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="origin">With scheme, for example <c>https://apps.example.org</c>.</param>
    public static void Allow(PlatformSettingsContext context, ServiceSettings settings, string origin)
    {
        foreach (var section in context.Development ? new[] { settings.Yaml, settings.Set } : [settings.Yaml])
        {
            section.AddTo("CORS_ORIGIN_WHITELIST", origin);
            section.AddTo("CSRF_TRUSTED_ORIGINS", origin);
        }
    }
}
