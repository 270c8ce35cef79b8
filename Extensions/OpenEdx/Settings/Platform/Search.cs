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

    private static void Meilisearch(PlatformSettingsContext context, ServiceSettings settings)
    {
        var external = context.Options.External.Search;
        settings.Yaml["MEILISEARCH_ENABLED"] = true;
        settings.Yaml["MEILISEARCH_INDEX_PREFIX"] = external.IsUsed ? external.IndexPrefix : MeilisearchIndexPrefix;
        if (external.IsUsed)
        {
            var server = Server.External(context.Platform, "search", external, MeilisearchPort);
            var url = $"{(server.Tls ? "https" : "http")}://{server.Address}";
            settings.Yaml["MEILISEARCH_URL"] = url;
            settings.Yaml["MEILISEARCH_PUBLIC_URL"] = url;
            settings.Yaml["MEILISEARCH_API_KEY"] = server.Password is { } key ? new SecretText(key) : "";
        }
        else if (context.Platform.Search is { } search)
        {
            settings.Yaml["MEILISEARCH_URL"] = $"http://{Server.Of(search, search.PrimaryEndpoint, MeilisearchPort).Address}";
            settings.Yaml["MEILISEARCH_PUBLIC_URL"] = context.Sites["meilisearch"].Url;
            settings.Yaml["MEILISEARCH_API_KEY"] = new SecretText(search.MasterKeyParameter, SecretForm.MeilisearchKey, MeilisearchKeyUid);
        }

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
