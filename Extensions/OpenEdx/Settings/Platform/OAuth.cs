namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>People log in to Studio through the LMS.</summary>
internal static class OAuth
{
    /// <summary>Studio's application in the LMS.</summary>
    public const string StudioClientId = "cms-sso";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (context.IsLms)
        {
            // Containers call the LMS by its internal name, in plain HTTP.
            settings.Insist("OAUTH_ENFORCE_SECURE", false);
            return;
        }

        var lms = context.Sites.Lms;
        settings.Assign(context, "SOCIAL_AUTH_EDX_OAUTH2_KEY", StudioClientId);
        settings.Assign(context, "SOCIAL_AUTH_EDX_OAUTH2_SECRET", new SecretText(context.Platform.Secrets.CmsOAuthSecret));
        settings.Assign(context, "SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT", Hosts.LmsInternalUrl);
        settings.Assign(context, "SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT", lms.Url);
        settings.Assign(context, "SOCIAL_AUTH_REDIRECT_IS_HTTPS", context.Sites.Https);
        settings.Assign(context, "FRONTEND_LOGIN_URL", $"{lms.Url}/login");
        settings.Assign(context, "FRONTEND_REGISTER_URL", $"{lms.Url}/register");
    }
}
