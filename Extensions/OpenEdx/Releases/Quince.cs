namespace Devstack.OpenEdx.Releases;

/// <summary>Quince, December 2023: only a step of an upgrade.</summary>
internal static class Quince
{
    // Data stores and images: overhangio/tutor v17.0.6, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.8", Django: "4.2", Node: "16", MySql: "8.1.0", MongoDB: "4.4.25", Redis: "7.2.4", Search: "7.17.13");

    public static Release Release { get; } = new()
    {
        Name = "quince",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/quince.3",
        Released = new DateOnly(2023, 12, 11),
        Versions = Versions,
        // Plugins: the newest tags v17.* of overhangio/tutor-mfe, -notes, ...
        Images = TutorImages.Of("17.0.6", Versions, SearchEngine.Elasticsearch, caddy: "2.7.4",
            ("mfe", "17.0.1"), ("forum", "17.0.1"), ("notes", "17.0.0"), ("discovery", "17.0.1"),
            ("credentials", "17.0.1"), ("xqueue", "17.0.0"), ("ecommerce", "17.0.2"), ("ecommerce-worker", "17.0.2")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        // overhangio/tutor-mfe v17.0.1, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "authn", "communications", "course-authoring", "discussions", "gradebook",
            "learner-dashboard", "learning", "ora-grading", "profile"),
        HasPreviewHost = true,
        MySqlCharset = "utf8mb3",
        MySqlCollation = "utf8mb3_general_ci",
        MySqlArguments = ["--binlog-expire-logs-seconds=259200"], // 3 days; templates/local/docker-compose.yml
        Upgrade = new("palm"), // tutor.md 12
    };
}
