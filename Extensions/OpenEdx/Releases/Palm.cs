namespace Devstack.OpenEdx.Releases;

/// <summary>Palm, June 2023: only a step of an upgrade, the one from MySQL 5.7 to 8.1.</summary>
internal static class Palm
{
    // Data stores and images: overhangio/tutor v16.1.8, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.8", Django: "3.2", Node: "16", MySql: "8.1.0", MongoDB: "4.4.22", Redis: "7.0.11", Search: "7.17.9");

    public static Release Release { get; } = new()
    {
        Name = "palm",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/palm.4",
        Released = new DateOnly(2023, 6, 14),
        Versions = Versions,
        // Plugins: the newest tags v16.* of overhangio/tutor-mfe, -notes, ...
        Images = TutorImages.Of("16.1.8", Versions, SearchEngine.Elasticsearch, caddy: "2.6.4",
            ("mfe", "16.1.3"), ("forum", "16.0.2"), ("notes", "16.0.2"), ("discovery", "16.0.2"),
            ("credentials", "16.1.0"), ("xqueue", "16.0.2"), ("ecommerce", "16.0.4"), ("ecommerce-worker", "16.0.4")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        // overhangio/tutor-mfe v16.1.3, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "authn", "communications", "course-authoring", "discussions", "gradebook",
            "learning", "ora-grading", "profile"),
        HasPreviewHost = true,
        MySqlCharset = "utf8mb3",
        MySqlCollation = "utf8mb3_general_ci",
        MySqlArguments = ["--binlog-expire-logs-seconds=259200"], // 3 days; templates/local/docker-compose.yml
        // tutor.md 12, platform.md 17.
        Upgrade = new("olive")
        {
            Before =
            [
                UpgradeStep.MongoDB("4.2.17", "4.4.22"),
                new("MySQL 5.7 by way of 8.1.0, without a flag for old passwords: back up first, there is no way back."),
                new("Files of open responses: rename the folder 'SET-ME-PLEASE (ex. bucket-name)' below the media folder to 'openedxuploads', where it exists."),
            ],
        },
    };
}
