namespace Devstack.OpenEdx.Releases;

/// <summary>Sumac, December 2024: Meilisearch, the forum inside the platform; the last with ecommerce and xqueue.</summary>
internal static class Sumac
{
    // Data stores and images: overhangio/tutor v19.0.5, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.11", Django: "4.2", Node: "18", MySql: "8.4.0", MongoDB: "7.0.7", Redis: "7.2.4", Search: "1.8.4");

    public static Release Release { get; } = new()
    {
        Name = "sumac",
        Support = ReleaseSupport.Full,
        GitRef = "open-release/sumac.3",
        Released = new DateOnly(2024, 12, 16),
        Versions = Versions,
        // Plugins: the newest tags v19.* of overhangio/tutor-mfe, -notes, ...
        Images = TutorImages.Of("19.0.5", Versions, SearchEngine.Meilisearch, caddy: "2.7.4",
            ("mfe", "19.0.0"), ("notes", "19.0.2"), ("discovery", "19.0.0"), ("credentials", "19.0.0"),
            ("xqueue", "19.0.2"), ("ecommerce", "19.0.0"), ("ecommerce-worker", "19.0.0"))
            .WithCodejail()
            .WithNode("20") // tutor-mfe v19.0.0: newer than the platform's
            .WithObjectStorage(),
        Search = SearchEngine.Meilisearch,
        Forum = ForumKind.InPlatform,
        ForumFlags = ["discussions.enable_forum_v2", "forum_v2.enable_mysql_backend"], // tutor.md 6.7, toggles.txt
        HasForumIndices = true,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "minio"],
        // overhangio/tutor-mfe v19.0.0, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "authn", "communications", "authoring", "discussions", "gradebook",
            "learner-dashboard", "learning", "ora-grading", "profile"),
        FurtherMicroFrontends = FurtherMicroFrontends.Named("learner-record", "ora", "publisher", "support-tools"), // branches open-release/sumac.master of their repositories
        HasPreviewHost = true,
        ReindexStudioArguments = ["--experimental", "--init"], // templates/jobs/init/cms.sh
        // templates/local/docker-compose.yml; 3 days of binary log instead of 30.
        MySqlArguments = ["--binlog-expire-logs-seconds=259200", "--mysql-native-password=ON"],
        // tutor.md 12, platform.md 17.
        Upgrade = new("redwood")
        {
            Before =
            [
                new("Tables in utf8mb3 work on; to convert them to utf8mb4 takes a while without users, and is best done now."),
            ],
            After =
            [
                new("The outline beside a course's page in the learning micro-frontend.", "lms", "waffle_flag courseware.enable_navigation_sidebar --everyone --create"),
                new("Discussions stay in MongoDB until they are moved: without this flag new ones would go to MySQL beside them.", "lms", "waffle_flag forum_v2.enable_mysql_backend --deactivate --create"),
                new("Meilisearch takes the place of Elasticsearch: all courses into its index.", "cms", "reindex_course --active"),
            ],
        },
    };
}
