namespace Devstack.OpenEdx.Releases;

/// <summary>Redwood, June 2024: only a step of an upgrade. The last with Elasticsearch and the Ruby forum; MySQL 8.4 and utf8mb4.</summary>
internal static class Redwood
{
    // Data stores and images: overhangio/tutor v18.2.2, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.11", Django: "4.2", Node: "18", MySql: "8.4.0", MongoDB: "7.0.7", Redis: "7.2.4", Search: "7.17.13");

    public static Release Release { get; } = new()
    {
        Name = "redwood",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/redwood.3",
        Released = new DateOnly(2024, 6, 19),
        Versions = Versions,
        // Plugins: the newest tags v18.* of overhangio/tutor-mfe, -notes, ...
        Images = TutorImages.Of("18.2.2", Versions, SearchEngine.Elasticsearch, caddy: "2.7.4",
            ("mfe", "18.1.0"), ("forum", "18.1.1"), ("notes", "18.0.0"), ("discovery", "18.0.0"),
            ("credentials", "18.0.0"), ("xqueue", "18.0.0"), ("ecommerce", "18.0.1"), ("ecommerce-worker", "18.0.1")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        // overhangio/tutor-mfe v18.1.0, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "authn", "communications", "course-authoring", "discussions", "gradebook",
            "learner-dashboard", "learning", "ora-grading", "profile"),
        HasPreviewHost = true,
        // templates/local/docker-compose.yml; 3 days of binary log instead of 30.
        MySqlArguments = ["--binlog-expire-logs-seconds=259200", "--mysql-native-password=ON"],
        // tutor.md 12, platform.md 17.
        Upgrade = new("quince")
        {
            Before =
            [
                UpgradeStep.MongoDB("5.0.26", "6.0.14", "7.0.28"),
            ],
        },
    };
}
