namespace Devstack.OpenEdx.Releases;

/// <summary>Koa, December 2020: only a step of an upgrade.</summary>
internal static class Koa
{
    // Data stores and images: overhangio/tutor v11.3.1, templates/config.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.8", Django: "2.2", Node: "12", MySql: "5.7.32", MongoDB: "3.6.18", Redis: "6.0.9", Search: "1.5.2");

    public static Release Release { get; } = new()
    {
        Name = "koa",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/koa.3",
        Released = new DateOnly(2020, 12, 9),
        Versions = Versions,
        // The forum was a part of Tutor itself; its plugins have no tags from that time.
        Images = TutorImages.Of("11.3.1", Versions, SearchEngine.Elasticsearch, caddy: "2.2.1",
            ("forum", "11.3.1")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        HasPreviewHost = true,
        MySqlCharset = "utf8",
        MySqlCollation = "utf8_general_ci",
    };
}
