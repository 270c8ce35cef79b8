namespace Devstack.OpenEdx.Releases;

/// <summary>Olive, December 2022: only a step of an upgrade.</summary>
internal static class Olive
{
    // Data stores and images: overhangio/tutor v15.3.7, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.8", Django: "3.2", Node: "16", MySql: "5.7.35", MongoDB: "4.2.24", Redis: "6.2.6", Search: "7.10.1");

    public static Release Release { get; } = new()
    {
        Name = "olive",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/olive.4",
        Released = new DateOnly(2022, 12, 12),
        Versions = Versions,
        // Plugins: the newest tags v15.* of overhangio/tutor-mfe, -notes, ... Credentials has no tag for Olive.
        Images = TutorImages.Of("15.3.7", Versions, SearchEngine.Elasticsearch, caddy: "2.6.3",
            ("mfe", "15.0.6"), ("forum", "15.1.1"), ("notes", "15.0.4"), ("discovery", "15.0.0"),
            ("xqueue", "15.0.1"), ("ecommerce", "15.0.2"), ("ecommerce-worker", "15.0.2")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        // overhangio/tutor-mfe v15.0.6, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "authn", "course-authoring", "discussions", "gradebook", "learning",
            "profile"),
        HasPreviewHost = true,
        MySqlCharset = "utf8",
        MySqlCollation = "utf8_general_ci",
        // tutor.md 12, platform.md 17.
        Upgrade = new("nutmeg")
        {
            After =
            [
                new("Grades that weren't kept yet are computed.", "lms", "compute_grades -v1 --all_courses"),
            ],
        },
    };
}
