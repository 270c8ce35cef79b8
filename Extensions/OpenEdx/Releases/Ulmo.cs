namespace Devstack.OpenEdx.Releases;

/// <summary>Ulmo, January 2026: flat feature flags, policies (openedx-authz), admin console.</summary>
internal static class Ulmo
{
    // Data stores and images: overhangio/tutor v21.0.8, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.11", Django: "5.2", Node: "24", MySql: "8.4.0", MongoDB: "7.0.28", Redis: "7.4.5", Search: "1.8.4");

    public static Release Release { get; } = new()
    {
        Name = "ulmo",
        Support = ReleaseSupport.Full,
        GitRef = "release/ulmo.3",
        Released = new DateOnly(2026, 1, 15),
        Versions = Versions,
        // Plugins: the newest tags v21.* of overhangio/tutor-mfe, -notes, ...
        Images = TutorImages.Of("21.0.8", Versions, SearchEngine.Meilisearch, caddy: "2.7.4",
            ("mfe", "21.0.0"), ("notes", "21.0.0"), ("discovery", "21.0.1"), ("credentials", "21.0.3"))
            .WithCodejail()
            .WithNode(Versions.Node)
            .WithObjectStorage(),
        Search = SearchEngine.Meilisearch,
        Forum = ForumKind.InPlatform,
        ForumFlags = ["forum_v2.enable_mysql_backend"], // tutor.md 6.7, toggles.txt
        HasForumIndices = true,
        Services = ["notes", "discovery", "credentials", "codejail", "minio"],
        // overhangio/tutor-mfe v21.0.0, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "admin-console", "authn", "authoring", "communications", "discussions",
            "gradebook", "learner-dashboard", "learning", "ora-grading", "profile"),
        FurtherMicroFrontends = FurtherMicroFrontends.Named("learner-record", "ora"), // branches release/ulmo of their repositories
        HasFeatureProxy = true,
        HasAuthzPolicies = true,
        ReindexStudioArguments = [], // templates/jobs/init/cms.sh
        // templates/local/docker-compose.yml; 3 days of binary log instead of 30.
        MySqlArguments = ["--binlog-expire-logs-seconds=259200", "--mysql-native-password=ON"],
        Upgrade = new("teak"), // tutor.md 12
    };
}
