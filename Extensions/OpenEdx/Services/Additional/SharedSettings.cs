using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Services.Additional;

/// <summary>Fragments that several services have: Open edX's own libraries read the same names in each of them.</summary>
internal static class SharedSettings
{
    /// <summary>The LMS's tokens, which the service checks with the public part of its key (edx-drf-extensions).</summary>
    public static void Tokens(OpenEdxServiceContext context, ServiceSettings settings)
    {
        var tokens = settings.Merge.Map("JWT_AUTH");
        Settings.Platform.Tokens.WritePublic(context.Platform, tokens);
        settings.Merge.Map("EDX_DRF_EXTENSIONS")["OAUTH2_USER_INFO_URL"] = $"{context.Platform.Sites.Lms.Url}/oauth2/user_info";
    }

    /// <summary>People log in through the LMS (edx-auth-backends).</summary>
    /// <param name="clientId">The service's application with <see cref="OAuthGrant.AuthorizationCode"/>.</param>
    public static SettingsFragment<OpenEdxServiceContext> SingleSignOn(string clientId) => (context, settings) =>
    {
        var lms = context.Platform.Sites.Lms.Url;
        settings.Set["SOCIAL_AUTH_EDX_OAUTH2_KEY"] = clientId;
        settings.Set["SOCIAL_AUTH_EDX_OAUTH2_SECRET"] = new SecretText(context.Service.OAuthSecret!);
        settings.Set["SOCIAL_AUTH_EDX_OAUTH2_ISSUER"] = lms;
        settings.Set["SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT"] = Hosts.LmsInternalUrl;
        settings.Set["SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT"] = lms;
        settings.Set["SOCIAL_AUTH_EDX_OAUTH2_LOGOUT_URL"] = $"{lms}/logout";
        settings.Set["SOCIAL_AUTH_REDIRECT_IS_HTTPS"] = context.Platform.Sites.Https;
    };

    /// <summary>The service calls others with a token that the LMS gives it (edx-rest-api-client).</summary>
    /// <param name="clientId">The service's application with <see cref="OAuthGrant.ClientCredentials"/>.</param>
    public static SettingsFragment<OpenEdxServiceContext> CallsOfItsOwn(string clientId) => (context, settings) =>
    {
        settings.Set["BACKEND_SERVICE_EDX_OAUTH2_KEY"] = clientId;
        settings.Set["BACKEND_SERVICE_EDX_OAUTH2_SECRET"] = new SecretText(context.Service.OAuthSecret!);
        settings.Set["BACKEND_SERVICE_EDX_OAUTH2_PROVIDER_URL"] = $"{Hosts.LmsInternalUrl}/oauth2";
    };

    /// <summary>The platform's mail server.</summary>
    public static void Mail(OpenEdxServiceContext context, ServiceSettings settings) =>
        Settings.Platform.Mail.Write(context.Platform, context.Options, context.Development, settings.Set);

    /// <summary>The cache, in the platform's Redis; keys begin with the service's name.</summary>
    public static void Cache(OpenEdxServiceContext context, ServiceSettings settings)
    {
        if (Redis.Of(context.Platform, context.Options) is { } redis)
        {
            settings.Set["CACHES"] = new SettingsMap
            {
                ["default"] = new SettingsMap
                {
                    ["BACKEND"] = "django_redis.cache.RedisCache",
                    ["LOCATION"] = redis.Url(redis.CacheDatabase),
                    ["KEY_PREFIX"] = context.Service.Name,
                },
            };
        }
    }

    /// <summary>Events between the services, through the platform's Redis.</summary>
    public static void Events(OpenEdxServiceContext context, ServiceSettings settings) => EventBus.Write(context.Platform, context.Options, settings.Set);

    /// <summary>Pages of the micro-frontends may call it with their cookies.</summary>
    public static void MicroFrontends(OpenEdxServiceContext context, ServiceSettings settings)
    {
        var origins = context.Platform.Sites.Contains("apps") ? List(context.Platform.Sites["apps"].Url) : List();
        settings.Set["CORS_ALLOW_CREDENTIALS"] = true;
        settings.Set["CORS_ORIGIN_WHITELIST"] = origins;
        settings.Set["CSRF_TRUSTED_ORIGINS"] = origins;
    }
}
