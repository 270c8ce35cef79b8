using Devstack.OpenEdx.Configuration;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>MongoDB: courses and their files. Three settings say the same, and changing one changes none of the others.</summary>
internal static class CourseStores
{
    /// <summary>Where imports and exports of courses work: the volume itself, which is there from the start.</summary>
    public const string DataFolder = "/openedx/data";

    private const string Database = "openedx";
    private const string RootUser = "admin";
    private const int UsualPort = 27017;

    /// <summary>The server; <see langword="null"/> while the platform has none.</summary>
    public static Server? ServerOf(PlatformSettingsContext context) =>
        context.Options.External.MongoDB is { IsUsed: true } external ? Server.External(context.Platform, "mongodb", external, UsualPort)
        : context.Platform.MongoDB is { } mongodb ? Server.Of(mongodb, mongodb.PrimaryEndpoint, UsualPort) with
        {
            User = mongodb.PasswordParameter is null ? null : RootUser,
            Password = mongodb.PasswordParameter,
        }
        : null;

    /// <summary>The set of replicas; <see langword="null"/> for a single server.</summary>
    public static string? ReplicaSet(ExternalMongoDBOptions external) => external.IsUsed ? external.ReplicaSet : null;

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Yaml["DATA_DIR"] = DataFolder;
        if (ServerOf(context) is not { } server)
        {
            return;
        }

        var external = context.Options.External.MongoDB;
        SettingsMap Store() => DocumentStore(server, external);
        settings.Assign(context, "DOC_STORE_CONFIG", Store());
        settings.Assign(context, "CONTENTSTORE", new SettingsMap
        {
            ["ENGINE"] = "xmodule.contentstore.mongo.MongoContentStore",
            ["ADDITIONAL_OPTIONS"] = new SettingsMap(),
            ["DOC_STORE_CONFIG"] = Store(),
        });
        settings.Assign(context, "MODULESTORE", new SettingsMap
        {
            ["default"] = new SettingsMap
            {
                ["ENGINE"] = "xmodule.modulestore.mixed.MixedModuleStore",
                ["OPTIONS"] = new SettingsMap
                {
                    ["mappings"] = new SettingsMap(),
                    ["stores"] = List(
                        CourseStore("split", "xmodule.modulestore.split_mongo.split_draft.DraftVersioningModuleStore", Store()),
                        CourseStore("draft", "xmodule.modulestore.mongo.DraftMongoModuleStore", Store())),
                },
            },
        });
    }

    private static SettingsMap DocumentStore(Server server, ExternalMongoDBOptions external)
    {
        var store = new SettingsMap
        {
            ["db"] = external.IsUsed ? external.Database : Database,
            ["host"] = server.Host,
            ["port"] = server.Port,
            // Without a user null: the platform takes an empty text for a name.
            ["user"] = server.User,
            ["password"] = server.Password is null ? null : new SecretText(server.Password),
            // A client that connects at import doesn't survive the fork of uwsgi and Celery.
            ["connect"] = false,
            ["ssl"] = server.Tls,
            ["authsource"] = external.IsUsed ? external.AuthSource : RootUser,
            ["replicaSet"] = ReplicaSet(external),
        };
        if (server.CaPath is not null)
        {
            store["tlsCAFile"] = server.CaPath;
        }

        return store;
    }

    private static SettingsMap CourseStore(string name, string engine, SettingsMap documents)
    {
        documents["collection"] = "modulestore";
        return new()
        {
            ["NAME"] = name,
            ["ENGINE"] = engine,
            ["DOC_STORE_CONFIG"] = documents,
            ["OPTIONS"] = new SettingsMap
            {
                ["default_class"] = "xmodule.hidden_block.HiddenBlock",
                ["fs_root"] = DataFolder,
                ["render_template"] = "common.djangoapps.edxmako.shortcuts.render_to_string",
            },
        };
    }
}
