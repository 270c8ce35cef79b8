namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>The caches, sessions among them. All of them: the platform fails on the first use of one that is missing.</summary>
internal static class Caches
{
    private static readonly (string Name, string Prefix, int? Seconds)[] Names =
    [
        ("default", "default", null),
        ("general", "general", null),
        ("mongo_metadata_inheritance", "mongo_metadata_inheritance", 300),
        ("configuration", "configuration", null),
        ("celery", "celery", 7200),
        ("course_structure_cache", "course_structure", 604800),
        (Files.OraCache, Files.OraCache, null),
    ];

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (Redis.Of(context) is not { } redis)
        {
            return;
        }

        var caches = settings.Yaml.Map("CACHES");
        foreach (var (name, prefix, seconds) in Names)
        {
            var cache = caches.Map(name);
            cache["BACKEND"] = "django_redis.cache.RedisCache";
            cache["LOCATION"] = redis.Url(redis.CacheDatabase);
            cache["KEY_PREFIX"] = prefix;
            if (seconds is not null)
            {
                cache["TIMEOUT"] = seconds;
            }
        }

        caches.Map("default")["VERSION"] = "1";
        // Each image has its own static files: their names aren't shared with a container of another version.
        var files = context.IsLms ? "staticfiles_lms" : "staticfiles_cms";
        caches["staticfiles"] = new SettingsMap
        {
            ["BACKEND"] = "django.core.cache.backends.locmem.LocMemCache",
            ["LOCATION"] = files,
            ["KEY_PREFIX"] = files,
        };
        settings.Yaml["DJANGO_REDIS_IGNORE_EXCEPTIONS"] = true;
    }
}
