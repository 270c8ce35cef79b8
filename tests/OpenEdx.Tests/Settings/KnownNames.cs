using System.Runtime.CompilerServices;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Tests.Settings;

/// <summary>The names of settings and flags that edx-platform has, from the lists in <c>Facts</c>.</summary>
internal sealed class KnownNames
{
    /// <summary>Names of libraries that the platform and the services beside it have in common, each with the library.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfLibraries = new Dictionary<string, string>
    {
        ["EMAIL_BACKEND"] = "Django",
        ["EMAIL_HOST"] = "Django",
        ["EMAIL_HOST_PASSWORD"] = "Django",
        ["EMAIL_HOST_USER"] = "Django",
        ["EMAIL_PORT"] = "Django",
        ["EMAIL_USE_SSL"] = "Django",
        ["EMAIL_USE_TLS"] = "Django",
        ["EVENT_BUS_CONSUMER"] = "openedx-events",
        ["EVENT_BUS_PRODUCER"] = "openedx-events",
        ["EVENT_BUS_REDIS_CONNECTION_URL"] = "edx-event-bus-redis",
        ["EVENT_BUS_TOPIC_PREFIX"] = "openedx-events",
        ["SESSION_COOKIE_SAMESITE"] = "Django",
        ["SOCIAL_AUTH_EDX_OAUTH2_KEY"] = "edx-auth-backends",
        ["SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT"] = "edx-auth-backends",
        ["SOCIAL_AUTH_EDX_OAUTH2_SECRET"] = "edx-auth-backends",
        ["SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT"] = "edx-auth-backends",
        ["SOCIAL_AUTH_REDIRECT_IS_HTTPS"] = "python-social-auth",
    };

    /// <summary>Names that the lists don't have, each with who reads it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Elsewhere = new Dictionary<string, string>(OfLibraries)
    {
        ["ACE_CHANNEL_DEFAULT_EMAIL"] = "edx-ace",
        ["ACE_CHANNEL_TRANSACTIONAL_EMAIL"] = "edx-ace",
        ["ACE_ENABLED_CHANNELS"] = "edx-ace",
        ["ADMIN_CONSOLE_MICROFRONTEND_URL"] = "openedx-authz and the authoring API, since Ulmo",
        ["AWS_S3_ENDPOINT_URL"] = "django-storages and edx-ora2",
        ["AWS_S3_SIGNATURE_VERSION"] = "django-storages",
        ["BOOK_URL"] = "read by production.py of older releases",
        ["CELERY_ALWAYS_EAGER"] = "Celery; in the list of Studio only",
        ["CELERY_BROKER_TRANSPORT_OPTIONS"] = "read by production.py from the file alone",
        ["CLEAR_REQUEST_CACHE_ON_TASK_COMPLETION"] = "Celery's request cache; in the list of Studio only",
        ["CLOSEST_CLIENT_IP_FROM_HEADERS"] = "edx-django-utils",
        ["CMS_ROOT_URL"] = "the LMS: a name that only deployments set",
        ["COMMUNICATIONS_MICROFRONTEND_URL"] = "the LMS, read with a default",
        ["COURSE_AUTHORING_MICROFRONTEND_URL"] = "the LMS's links to Studio, too; in the list of Studio only",
        ["DCS_SESSION_COOKIE_SAMESITE"] = "the cookie middleware of both; in the list of the LMS only",
        ["DEFAULT_FILE_STORAGE"] = "Django until 5.0, then edx-platform, which moves it to STORAGES",
        ["DJANGO_REDIS_IGNORE_EXCEPTIONS"] = "django-redis",
        ["ELASTIC_SEARCH_CONFIG_ES7"] = "read by production.py from the file alone",
        ["FORUM_MONGODB_CLIENT_PARAMETERS"] = "openedx-forum",
        ["FORUM_MONGODB_DATABASE"] = "openedx-forum",
        ["FORUM_SEARCH_BACKEND"] = "openedx-forum",
        ["FRONTEND_SITE_CONFIG"] = "the LMS's mfe_config_api, since Verawood",
        ["MEILISEARCH_API_KEY"] = "edx-search and openedx-forum in the LMS; in the list of Studio only",
        ["MEILISEARCH_ENABLED"] = "edx-search and openedx-forum in the LMS; in the list of Studio only",
        ["MEILISEARCH_INDEX_PREFIX"] = "edx-search and openedx-forum in the LMS; in the list of Studio only",
        ["MEILISEARCH_PUBLIC_URL"] = "edx-search and openedx-forum in the LMS; in the list of Studio only",
        ["MEILISEARCH_URL"] = "edx-search and openedx-forum in the LMS; in the list of Studio only",
        ["OAUTH_OIDC_ISSUER"] = "the LMS's oauth_dispatch, read with a default",
        ["OPENEDX_LEARNING"] = "openedx-learning",
        ["ORA2_FILEUPLOAD_BACKEND"] = "edx-ora2",
        ["ORA2_FILEUPLOAD_CACHE_NAME"] = "edx-ora2",
        ["ORA2_FILEUPLOAD_ROOT"] = "edx-ora2",
        ["PREVIEW_LMS_BASE"] = "FEATURES, until Teak",
        ["WEBPACK_CONFIG_PATH"] = "the asset scripts, from devstack.py",
    };

    private readonly Dictionary<PlatformVariant, HashSet<string>> _settings = new()
    {
        [PlatformVariant.Lms] = [.. Read("settings-keys.lms.txt")],
        [PlatformVariant.Cms] = [.. Read("settings-keys.cms.txt")],
    };

    private readonly List<(string Name, string Services)> _flags =
        [.. Read("features-keys.txt").Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];

    private readonly List<(string Name, string Releases)> _documented =
        [.. Read("toggles.txt").Select(line => line.Split('\t')).Select(parts => (Bare(parts[0]), parts[2]))];

    /// <summary>Whether the service knows a setting of that name.</summary>
    public bool HasSetting(PlatformVariant variant, string release, string name) =>
        _settings[variant].Contains(name) || IsDocumented(release, name) || IsFlag(variant, name);

    /// <summary>Whether the service knows a feature flag of that name.</summary>
    public bool HasFlag(PlatformVariant variant, string release, string name) =>
        IsFlag(variant, name) || IsDocumented(release, name) || _settings[variant].Contains(name);

    private bool IsFlag(PlatformVariant variant, string name) =>
        _flags.Any(flag => flag.Name == name && flag.Services.Contains(variant is PlatformVariant.Lms ? "lms" : "cms", StringComparison.Ordinal));

    // The newest list is Ulmo's.
    private bool IsDocumented(string release, string name)
    {
        var known = release is "sumac" or "teak" ? release : "ulmo";
        return _documented.Any(toggle => toggle.Name == name && toggle.Releases.Split(',').Contains(known));
    }

    private static string Bare(string name) => name
        .Replace("FEATURES['", "", StringComparison.Ordinal)
        .Replace("']", "", StringComparison.Ordinal)
        .Replace("settings.", "", StringComparison.Ordinal);

    private static IEnumerable<string> Read(string file, [CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "Facts", file)).Where(line => line.Length > 0);
}
