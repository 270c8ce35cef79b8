namespace Devstack.OpenEdx.Releases;

/// <summary>Maple, December 2021: only a step of an upgrade. Studio logs in by OAuth from here on.</summary>
internal static class Maple
{
    // Data stores and images: overhangio/tutor v13.3.1, templates/config/defaults.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.8", Django: "3.2", Node: "12", MySql: "5.7.35", MongoDB: "4.2.17", Redis: "6.2.6", Search: "7.10.1");

    public static Release Release { get; } = new()
    {
        Name = "maple",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/maple.3",
        Released = new DateOnly(2021, 12, 20),
        Versions = Versions,
        // Plugins: the newest tags v13.* of overhangio/tutor-mfe, -notes, ... The others' tags begin with Nutmeg.
        Images = TutorImages.Of("13.3.1", Versions, SearchEngine.Elasticsearch, caddy: "2.4.6",
            ("mfe", "13.0.6"), ("ecommerce", "13.0.1"), ("ecommerce-worker", "13.0.1")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        // overhangio/tutor-mfe v13.0.6, plugin.py.
        MicroFrontends = TutorMicroFrontends.Named(
            "account", "gradebook", "learning", "profile"),
        HasPreviewHost = true,
        MySqlCharset = "utf8",
        MySqlCollation = "utf8_general_ci",
        Upgrade = new("lilac"), // tutor.md 12
    };
}
