using Devstack.OpenEdx.Releases;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>How courses and content are found.</summary>
internal static class Search
{
    /// <summary>The uid of the platform's key in Meilisearch: its value follows from uid and master key, so it is known before the server runs.</summary>
    public const string MeilisearchKeyUid = "6d7e1f0a-5c1b-4c59-9d57-0b8a3f2e4c11";

    /// <summary>What the names of all indexes start with.</summary>
    public const string MeilisearchIndexPrefix = "openedx_";

    private const int MeilisearchPort = 7700;
    private const int ElasticsearchPort = 9200;

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        var isOn = context.Options.External.Search.IsUsed || context.Platform.Search is not null;
        if (!isOn)
        {
            settings.Yaml["MEILISEARCH_ENABLED"] = false;
            settings.Insist("SEARCH_ENGINE", null);
        }
        else if (context.Release.Search is SearchEngine.Meilisearch)
        {
            Meilisearch(context, settings);
        }
        else
        {
            Elasticsearch(context, settings);
        }

        foreach (var flag in context.IsLms
            ? new[] { "ENABLE_COURSE_DISCOVERY", "ENABLE_COURSEWARE_SEARCH", "ENABLE_DASHBOARD_SEARCH" }
            : ["ENABLE_COURSEWARE_INDEX", "ENABLE_LIBRARY_INDEX"])
        {
            settings.Flag(context, flag, isOn);
        }

        if (context.IsLms)
        {
            settings.Yaml["SEARCH_SKIP_ENROLLMENT_START_DATE_FILTERING"] = true;
            settings.Yaml["SEARCH_SKIP_SHOW_IN_CATALOG_FILTERING"] = false;
        }
    }

    /// <summary>The platform's Meilisearch, as its services reach it; <see langword="null"/> when it has none.</summary>
    public static MeilisearchEngine? MeilisearchOf(OpenEdxResource platform)
    {
        var external = platform.Options.External.Search;
        if (platform.Release.Search is not SearchEngine.Meilisearch)
        {
            return null;
        }

        if (external.IsUsed)
        {
            var server = Server.External(platform, "search", external, MeilisearchPort);
            return new($"{(server.Tls ? "https" : "http")}://{server.Address}", server.Password is { } key ? new SecretText(key) : "", external.IndexPrefix);
        }

        return platform.Search is not { } search ? null : new(
            $"http://{Server.Of(search, search.PrimaryEndpoint, MeilisearchPort).Address}",
            new SecretText(search.MasterKeyParameter, SecretForm.MeilisearchKey, MeilisearchKeyUid),
            MeilisearchIndexPrefix);
    }

    private static void Meilisearch(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (MeilisearchOf(context.Platform) is not { } engine)
        {
            return;
        }

        settings.Yaml["MEILISEARCH_ENABLED"] = true;
        settings.Yaml["MEILISEARCH_INDEX_PREFIX"] = engine.IndexPrefix;
        settings.Yaml["MEILISEARCH_URL"] = engine.Url;
        settings.Yaml["MEILISEARCH_PUBLIC_URL"] = context.Options.External.Search.IsUsed ? engine.Url : context.Sites["meilisearch"].Url;
        settings.Yaml["MEILISEARCH_API_KEY"] = engine.Key;

        // production.py answers the flags below with Elasticsearch, whatever the file says.
        settings.Insist("SEARCH_ENGINE", "search.meilisearch.MeilisearchEngine");
    }

    private static void Elasticsearch(PlatformSettingsContext context, ServiceSettings settings)
    {
        var external = context.Options.External.Search;
        var server = external.IsUsed ? Server.External(context.Platform, "search", external, ElasticsearchPort) : new("elasticsearch", ElasticsearchPort);
        var servers = List(new SettingsMap { ["host"] = server.Host, ["port"] = server.Port, ["use_ssl"] = server.Tls });
        // production.py reads the first name only, and devstack.py overwrites the second.
        settings.Yaml["ELASTIC_SEARCH_CONFIG_ES7"] = servers;
        settings.Insist("ELASTIC_SEARCH_CONFIG", servers);
        settings.Insist("SEARCH_ENGINE", "search.elastic.ElasticSearchEngine");
    }
}

/// <summary>A Meilisearch server.</summary>
/// <param name="Url">Its address for containers.</param>
/// <param name="Key">The key, a <see cref="SecretText"/>; an empty text for none.</param>
/// <param name="IndexPrefix">What the names of the platform's indexes begin with.</param>
internal sealed record MeilisearchEngine(string Url, object Key, string IndexPrefix);
