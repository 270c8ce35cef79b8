namespace Devstack.OpenEdx.Releases;

/// <summary>Nutmeg, June 2022: only a step of an upgrade. Courses of "Old Mongo" are unreadable from here on.</summary>
internal static class Nutmeg
{
    // Data stores and images: overhangio/tutor v14.2.3, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.8", Django: "3.2", Node: "12", MySql: "5.7.35", MongoDB: "4.2.17", Redis: "6.2.6", Search: "7.10.1");

    public static Release Release { get; } = new()
    {
        Name = "nutmeg",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/nutmeg.2",
        Released = new DateOnly(2022, 6, 9),
        Versions = Versions,
        // Plugins: the newest tags v14.* of overhangio/tutor-mfe, -notes, ...; credentials was no plugin of Tutor's yet.
        Images = TutorImages.Of("14.2.3", Versions, SearchEngine.Elasticsearch, caddy: "2.4.6",
            ("mfe", "14.0.2"), ("forum", "14.0.0"), ("notes", "14.0.1"), ("discovery", "14.0.2"),
            ("xqueue", "14.0.0"), ("ecommerce", "14.0.1"), ("ecommerce-worker", "14.0.1")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        // overhangio/tutor-mfe v14.0.2, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "gradebook", "learning", "profile"),
        HasPreviewHost = true,
        MySqlCharset = "utf8",
        MySqlCollation = "utf8_general_ci",
        // tutor.md 12, platform.md 17.
        Upgrade = new("maple")
        {
            After =
            [
                new("The tours of new users, for those who are there already.", "lms", "backpopulate_user_tours"),
                new("The tabs of courses, which are rows of the database from now on.", "cms", "backfill_course_tabs"),
                new("Every course is published again in thought: what listens to it fills the new tables.", "cms", "simulate_publish"),
            ],
        },
    };
}
