namespace Devstack.OpenEdx.Releases;

/// <summary>Teak, June 2025: the last with a preview host.</summary>
internal static class Teak
{
    // Data stores and images: overhangio/tutor v20.0.5, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.11", Django: "4.2", Node: "20", MySql: "8.4.0", MongoDB: "7.0.28", Redis: "7.4.5", Search: "1.8.4");

    public static Release Release { get; } = new()
    {
        Name = "teak",
        Support = ReleaseSupport.Full,
        GitRef = "release/teak.3",
        Released = new DateOnly(2025, 6, 26),
        Versions = Versions,
        // Plugins: the newest tags v20.* of overhangio/tutor-mfe, -notes, ...
        Images = TutorImages.Of("20.0.5", Versions, SearchEngine.Meilisearch, caddy: "2.7.4",
            ("mfe", "20.1.0"), ("notes", "20.0.0"), ("discovery", "20.0.1"), ("credentials", "20.0.0"))
            .WithCodejail()
            .WithNode(Versions.Node)
            .WithObjectStorage(),
        Search = SearchEngine.Meilisearch,
        Forum = ForumKind.InPlatform,
        ForumFlags = ["discussions.enable_forum_v2", "forum_v2.enable_mysql_backend"], // tutor.md 6.7, toggles.txt
        HasForumIndices = true,
        Services = ["notes", "discovery", "credentials", "codejail", "minio"],
        // overhangio/tutor-mfe v20.1.0, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "authn", "communications", "authoring", "discussions", "gradebook",
            "learner-dashboard", "learning", "ora-grading", "profile"),
        FurtherMicroFrontends = FurtherMicroFrontends.Named("learner-record", "ora", "publisher"), // branches release/teak of their repositories
        HasPreviewHost = true,
        ReindexStudioArguments = ["--experimental", "--init"], // templates/jobs/init/cms.sh
        // templates/local/docker-compose.yml; 3 days of binary log instead of 30.
        MySqlArguments = ["--binlog-expire-logs-seconds=259200", "--mysql-native-password=ON"],
        Upgrade = new("sumac"), // tutor.md 12
    };
}
