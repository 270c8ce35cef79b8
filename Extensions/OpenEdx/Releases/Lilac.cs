namespace Devstack.OpenEdx.Releases;

/// <summary>Lilac, June 2021: only a step of an upgrade.</summary>
internal static class Lilac
{
    // Data stores and images: overhangio/tutor v12.2.0, templates/config.yml; Python, Node: templates/build/openedx/Dockerfile.
    // Django: requirements of edx-platform. Dates: openedx/docs.openedx.org.
    private static readonly ReleaseVersions Versions = new(
        Python: "3.8", Django: "2.2", Node: "12", MySql: "5.7.33", MongoDB: "4.0.25", Redis: "6.2.1", Search: "7.8.1");

    public static Release Release { get; } = new()
    {
        Name = "lilac",
        Support = ReleaseSupport.UpgradeOnly,
        GitRef = "open-release/lilac.3",
        Released = new DateOnly(2021, 6, 9),
        Versions = Versions,
        // The forum was a part of Tutor itself; its plugins have no tags from that time.
        Images = TutorImages.Of("12.2.0", Versions, SearchEngine.Elasticsearch, caddy: "2.3.0",
            ("forum", "12.2.0")),
        Search = SearchEngine.Elasticsearch,
        Forum = ForumKind.RubyService,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "forum"],
        HasPreviewHost = true,
        MySqlCharset = "utf8",
        MySqlCollation = "utf8_general_ci",
        // tutor.md 12, platform.md 17.
        Upgrade = new("koa")
        {
            Before =
            [
                UpgradeStep.MongoDB("4.0.25"),
            ],
        },
    };
}
