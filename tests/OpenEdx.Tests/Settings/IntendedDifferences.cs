namespace Devstack.OpenEdx.Tests.Settings;

/// <summary>What Tutor sets and we don't, or set to something else, each with the reason.</summary>
internal static class IntendedDifferences
{
    /// <summary>Names that we leave out.</summary>
    public static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["MEILISEARCH_MASTER_KEY"] = "the platform needs the API key only; the master key may do everything and stays with the job that makes the key",
        ["EMAIL_FILE_PATH"] = "no e-mail goes to a file: the mail catcher shows them",
    };

    /// <summary>Names that we give another value, everywhere.</summary>
    public static readonly IReadOnlyDictionary<string, string> Other = new Dictionary<string, string>
    {
        ["SITE_ID"] = "1, the row that Django's migration makes; Tutor's 2 counts on the next free id",
        ["MEILISEARCH_INDEX_PREFIX"] = "openedx_ instead of tutor_",
        ["DATA_DIR"] = "the volume itself: a folder inside would have to be made before the first import of a course",
        ["LOGGING"] = "to the container's output instead of files on a volume that nobody rotates; the event log is a JSON object a line on stdout",
        ["SESSION_COOKIE_DOMAIN"] = "the LMS's host for Studio, too: it covers Studio's host, and both share it with the micro-frontends",
        ["EVENT_BUS_REDIS_CONNECTION_URL"] = "the platform's Redis with its password; Tutor's is written down",
        ["JWT_AUTH"] = "the issuer has the port in development, as browsers see it",
        ["SOCIAL_AUTH_EDX_OAUTH2_KEY"] = "one application: a stack is a devstack or published, never both",
        ["SOCIAL_AUTH_REDIRECT_IS_HTTPS"] = "true with HTTPS",
        ["ENABLE_DISCUSSION_SERVICE"] = "on: the forum is part of the platform since Sumac",
        ["MEILISEARCH_PUBLIC_URL"] = "the site that the proxy serves, with its own port",
        ["COMPREHENSIVE_THEME_DIRS"] = "written instead of left to a variable of the image",
        ["CELERY_ALWAYS_EAGER"] = "workers run in development, too",
    };
}
