using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Discussions.</summary>
internal static class Forum
{
    private const string MongoDatabase = "cs_comments_service";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (context.Release.Forum is ForumKind.RubyService)
        {
            // Those releases are steps of an upgrade: their forum's data is kept, its service isn't run.
            settings.Flag(context, "ENABLE_DISCUSSION_SERVICE", false);
            return;
        }

        settings.Flag(context, "ENABLE_DISCUSSION_SERVICE", true);
        // The forum's own plugin settings name Elasticsearch.
        settings.Insist("FORUM_SEARCH_BACKEND", "forum.search.meilisearch.MeilisearchBackend");
        if (context.Release.Forum is ForumKind.InPlatform && CourseStores.ServerOf(context) is { } server)
        {
            settings.Insist("FORUM_MONGODB_DATABASE", MongoDatabase);
            settings.Insist("FORUM_MONGODB_CLIENT_PARAMETERS", ClientParameters(context, server));
        }
    }

    private static SettingsMap ClientParameters(PlatformSettingsContext context, Server server)
    {
        var external = context.Options.External.MongoDB;
        var parameters = new SettingsMap { ["host"] = server.Host, ["port"] = server.Port, ["ssl"] = server.Tls };
        if (server.User is not null && server.Password is not null)
        {
            parameters["username"] = server.User;
            parameters["password"] = new SecretText(server.Password);
            parameters["authSource"] = external.IsUsed ? external.AuthSource : "admin";
        }

        if (CourseStores.ReplicaSet(external) is { } replicaSet)
        {
            parameters["replicaSet"] = replicaSet;
        }

        if (server.CaPath is not null)
        {
            parameters["tlsCAFile"] = server.CaPath;
        }

        return parameters;
    }
}
