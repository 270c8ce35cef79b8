namespace Devstack.OpenEdx.Releases;

/// <summary>Verawood, July 2026: discussions in MySQL only, catalog, Python 3.12.</summary>
internal static class Verawood
{
    // Data stores and images: overhangio/tutor branch verawood (22.0.0), templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.12", Django: "5.2", Node: "24", MySql: "8.4.9", MongoDB: "7.0.35", Redis: "7.4.9", Search: "1.36.0");

    public static Release Release { get; } = new()
    {
        Name = "verawood",
        Support = ReleaseSupport.Full,
        GitRef = "release/verawood",
        Released = new DateOnly(2026, 7, 30),
        Versions = Versions,
        // Plugins: branch verawood of overhangio/tutor-mfe, -notes, ... (__about__.py).
        Images = TutorImages.Of("22.0.0", Versions, SearchEngine.Meilisearch, caddy: "2.11.4",
            ("mfe", "22.0.0"), ("notes", "22.0.0"), ("discovery", "22.0.0"), ("credentials", "22.0.0"))
            .WithCodejail()
            .WithNode(Versions.Node)
            .WithObjectStorage(),
        Search = SearchEngine.Meilisearch,
        Forum = ForumKind.InPlatformMySqlOnly,
        HasForumIndices = true,
        Services = ["notes", "discovery", "credentials", "codejail", "minio"],
        // overhangio/tutor-mfe, branch verawood, plugin.py.
        // Also in the release: instructor-dashboard and notifications, npm packages of one frontend-base site.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "admin-console", "authn", "authoring", "catalog", "communications",
            "discussions", "gradebook", "learner-dashboard", "learning", "ora-grading", "profile"),
        FurtherMicroFrontends = FurtherMicroFrontends.Named("learner-record", "ora"), // branches release/verawood of their repositories
        HasFrontendSite = true,
        HasFeatureProxy = true,
        HasAuthzPolicies = true,
        ReindexStudioArguments = [], // templates/jobs/init/cms.sh
        // templates/local/docker-compose.yml; 3 days of binary log instead of 30.
        MySqlArguments = ["--binlog-expire-logs-seconds=259200", "--mysql-native-password=ON"],
        // tutor.md 12, platform.md 17.
        Upgrade = new("ulmo")
        {
            Before =
            [
                new("Discussions to MySQL, while the course still reads MongoDB: from here on the forum has no other store.", "lms", "forum_migrate_course_from_mongodb_to_mysql --no-toggle all"),
                new("The same once more for what was written meanwhile, and each course is switched over.", "lms", "forum_migrate_course_from_mongodb_to_mysql all"),
                new("Courses whose keys differ in the case of letters only, and organizations that courses name and the database lacks: repair them, the migrations stop there."),
                new("Libraries of the old kind: move them to the new one in Studio."),
                new("Meilisearch 1.36 can't read the data of 1.8: remove its volume once the old release is stopped. The jobs of the first start fill it anew."),
            ],
            After =
            [
                new("All content into the new index of Studio.", "cms", "reindex_studio"),
                new("All courses into the new index of the LMS.", "cms", "reindex_course --active"),
            ],
        },
    };
}
