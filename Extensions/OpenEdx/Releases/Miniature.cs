using Devstack.Hosting.Containers.Images;

namespace Devstack.OpenEdx.Releases;

/// <summary>A small platform that honours Open edX's contract, built on this machine from Debian's packages alone.</summary>
internal static class Miniature
{
    private static readonly BaseImage Debian = new(
        "devstack/debian:trixie-slim", "docker.io/library/debian:trixie-slim", "samples/miniature/base/debootstrap.sh");

    private static readonly BuiltImage OpenEdx = Build("openedx");

    public static Release Release { get; } = new()
    {
        Name = "miniature",
        Support = ReleaseSupport.Full,
        HasMongoDump = false,
        GitRef = "main", // it comes with this repository
        // Debian 13 (trixie): python3 3.13, python3-django 4.2, nodejs 20, mariadb-server 11.8 in MySQL's place, redis-server 8.0.
        // MongoDB is a stand-in that answers as 7.0.0 (samples/miniature/mongodb), Meilisearch one that answers as Verawood's,
        // Elasticsearch, which only Course Discovery has, one that answers as 7.17.13.
        Versions = new(
            Python: "3.13", Django: "4.2", Node: "20", MySql: "11.8",
            MongoDB: "7.0.0", Redis: "8.0", Search: Verawood.Release.Versions.Search),
        Images = new()
        {
            OpenEdx = OpenEdx,
            MySql = Build("mysql"),
            MongoDB = Build("mongodb"),
            Redis = Build("redis"),
            Search = Build("meilisearch"),
            Mail = Build("mailpit"),
            MailRelay = Build("smtp"),
            Caddy = Build("caddy"),
            Services = new Dictionary<string, ImageSource>
            {
                // Django projects of their own in the platform's Python, which has all that they need.
                ["notes"] = BuildOnOpenEdx("notes"),
                ["xqueue"] = BuildOnOpenEdx("xqueue"),
                ["discovery"] = BuildOnOpenEdx("discovery"),
                ["elasticsearch"] = Build("elasticsearch"),
                ["credentials"] = BuildOnOpenEdx("credentials"),
                ["ecommerce"] = BuildOnOpenEdx("ecommerce"),
                ["ecommerce-worker"] = BuildOnOpenEdx("ecommerce-worker"),
                ["mfe"] = ImageSource.Build("devstack/miniature-mfe", "samples/miniature/mfe", Build("caddy")),
                ["node"] = Build("node"),
                // On its own, without the platform's code: less to be found in it.
                ["codejail"] = Build("codejail"),
                // One image has both programs.
                ["minio"] = Build("minio"),
                ["minio-mc"] = Build("minio"),
            },
        },
        MicroFrontends = TutorMicroFrontends.Named("learner-dashboard"),
        HasMicroFrontendsByDefault = false,
        Search = SearchEngine.Meilisearch,
        Forum = ForumKind.InPlatformMySqlOnly,
        Services = ["notes", "discovery", "credentials", "codejail", "xqueue", "ecommerce", "minio"],
        HasFeatureProxy = true,
        HasEventRoutingInstalled = true, // there is no registry of Python packages to have it from
        HasAppArmorSandbox = false, // an engine may have no AppArmor
        HasScheduledCommands = false, // there is nothing in it that grows
        HasAuthzPolicies = false, // openedx-authz isn't part of it
        ReindexStudioArguments = [],
        MySqlArguments = ["--binlog-expire-logs-seconds=259200"],
    };

    private static BuiltImage Build(string name) =>
        ImageSource.Build($"devstack/miniature-{name}", $"samples/miniature/{name}", Debian);

    private static BuiltImage BuildOnOpenEdx(string name) =>
        ImageSource.Build($"devstack/miniature-{name}", $"samples/miniature/{name}", OpenEdx);
}
