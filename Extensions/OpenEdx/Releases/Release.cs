using Devstack.Hosting.Containers.Images;

namespace Devstack.OpenEdx.Releases;

/// <summary>What a named release of Open edX is made of. Data: nothing here does anything.</summary>
public sealed record Release
{
    /// <summary>The name that people type, lower case: <c>verawood</c>, <c>master</c>, <c>miniature</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What Devstack can do with it.</summary>
    public required ReleaseSupport Support { get; init; }

    /// <summary>The branch or tag of all its repositories, for example <c>release/verawood</c>: the one that its images are
    /// built from, so that a checkout of it is the code in the image.</summary>
    public required string GitRef { get; init; }

    /// <summary>The date of its first tag (<c>.1</c>); <see langword="null"/> when it has none.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>The versions of what it runs on.</summary>
    public required ReleaseVersions Versions { get; init; }

    /// <summary>Its images.</summary>
    public required ReleaseImages Images { get; init; }

    /// <summary>Which engine finds courses and content.</summary>
    public required SearchEngine Search { get; init; }

    /// <summary>Where discussions live.</summary>
    public required ForumKind Forum { get; init; }

    /// <summary>The waffle flags that send discussions to the forum in the platform and its data to MySQL: made and turned on for
    /// everyone at a first start. Until Ulmo; later there is nothing to choose.</summary>
    public IReadOnlyList<string> ForumFlags { get; init; } = [];

    /// <summary>Whether the forum's search indexes are made by <c>manage.py lms initialize_forum_indices</c> (openedx-forum).</summary>
    public bool HasForumIndices { get; init; }

    /// <summary>The services around the platform that exist in it, by the names of Devstack's verbs: <c>notes</c>, <c>discovery</c>, ...</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Its micro-frontends.</summary>
    public IReadOnlyList<MicroFrontend> MicroFrontends { get; init; } = [];

    /// <summary>Micro-frontends that are tagged with it and that its image lacks: there with a checkout, or with an image of the user's own (<c>microFrontends</c>).</summary>
    public IReadOnlyList<MicroFrontend> FurtherMicroFrontends { get; init; } = [];

    /// <summary>Both: all that a checkout of it may be.</summary>
    public IEnumerable<MicroFrontend> TaggedMicroFrontends => MicroFrontends.Union(FurtherMicroFrontends);

    /// <summary>Whether the profile <c>standard</c> has the micro-frontends. Where their image is built from npm, a first look shouldn't
    /// have to wait for that.</summary>
    public bool HasMicroFrontendsByDefault { get; init; } = true;

    /// <summary>Whether the image of the micro-frontends also has one site on frontend-base, which the LMS configures by
    /// <c>FRONTEND_SITE_CONFIG</c> and which is served at every path that is no micro-frontend's; since Verawood.</summary>
    public bool HasFrontendSite { get; init; }

    /// <summary>Whether feature flags are settings of their own and <c>FEATURES</c> only shows them, since Ulmo. Before, a flag
    /// works under <c>FEATURES</c> alone; there it works in all releases.</summary>
    public bool HasFeatureProxy { get; init; }

    /// <summary>Whether the image of MongoDB has <c>mongodump</c>: all but the stand-in of <c>miniature</c>.</summary>
    public bool HasMongoDump { get; init; } = true;

    /// <summary>Whether its image has edx-event-routing-backends, which sends events to a learning record store: <c>miniature</c> alone. Into the others it is installed.</summary>
    public bool HasEventRoutingInstalled { get; init; }

    /// <summary>Whether codejail's image closes its sandbox by an AppArmor profile that the kernel has to know: all but <c>miniature</c>, whose
    /// image needs nothing but seccomp.</summary>
    public bool HasAppArmorSandbox { get; init; } = true;

    /// <summary>Whether it has the management commands that want a schedule: all but <c>miniature</c>.</summary>
    public bool HasScheduledCommands { get; init; } = true;

    /// <summary>Whether permissions are policies that <c>manage.py lms load_policies</c> loads (openedx-authz), since Ulmo.</summary>
    public bool HasAuthzPolicies { get; init; }

    /// <summary>Whether drafts are shown at <c>preview.&lt;host of the LMS&gt;</c>, until Teak.</summary>
    public bool HasPreviewHost { get; init; }

    /// <summary>The arguments of <c>manage.py cms reindex_studio</c> at a first start; <see langword="null"/> where the command
    /// doesn't exist, until Redwood.</summary>
    public IReadOnlyList<string>? ReindexStudioArguments { get; init; }

    /// <summary>The character set of MySQL's databases, tables and connections: utf8mb4 since Redwood.</summary>
    public string MySqlCharset { get; init; } = "utf8mb4";

    /// <summary>The order of texts that belongs to <see cref="MySqlCharset"/>.</summary>
    public string MySqlCollation { get; init; } = "utf8mb4_unicode_ci";

    /// <summary>The arguments of the MySQL server besides character set and collation. MySQL 8.4 has its old password scheme off;
    /// users from before an upgrade still need it.</summary>
    public IReadOnlyList<string> MySqlArguments { get; init; } = [];

    /// <summary>The way to it from the release before; <see langword="null"/> for the oldest one and for <c>miniature</c>.</summary>
    public ReleaseUpgrade? Upgrade { get; init; }
}

/// <summary>What Devstack can do with a release.</summary>
public enum ReleaseSupport
{
    /// <summary>Run and publish.</summary>
    Full,

    /// <summary>Only a step of an upgrade: its data can be migrated, it is not run for people.</summary>
    UpgradeOnly,
}

/// <summary>Which engine finds courses and content.</summary>
public enum SearchEngine
{
    /// <summary>Meilisearch, the default since Sumac.</summary>
    Meilisearch,

    /// <summary>Elasticsearch, until Redwood.</summary>
    Elasticsearch,
}

/// <summary>Where discussions live.</summary>
public enum ForumKind
{
    /// <summary>A Ruby service of its own (cs_comments_service), until Redwood.</summary>
    RubyService,

    /// <summary>A Django app inside the LMS with its data in MongoDB or MySQL (openedx-forum), Sumac to Ulmo.</summary>
    InPlatform,

    /// <summary>The same app with its data in MySQL only, since Verawood.</summary>
    InPlatformMySqlOnly,
}

/// <summary>The versions that a release runs on, as its packaging pins them.</summary>
/// <param name="Python">For example <c>3.12</c>.</param>
/// <param name="Django">For example <c>5.2</c>.</param>
/// <param name="Node">For example <c>24</c>.</param>
/// <param name="MySql">For example <c>8.4.9</c>.</param>
/// <param name="MongoDB">For example <c>7.0.35</c>.</param>
/// <param name="Redis">For example <c>7.4.9</c>.</param>
/// <param name="Search">The version of Meilisearch or Elasticsearch.</param>
public sealed record ReleaseVersions(string Python, string Django, string Node, string MySql, string MongoDB, string Redis, string Search);

/// <summary>The images of a release.</summary>
public sealed record ReleaseImages
{
    /// <summary>edx-platform: LMS, Studio, workers and jobs.</summary>
    public required ImageSource OpenEdx { get; init; }

    /// <summary>MySQL, with the contract of <c>docker.io/library/mysql</c>.</summary>
    public required ImageSource MySql { get; init; }

    /// <summary>MongoDB, with the contract of <c>docker.io/library/mongo</c>.</summary>
    public required ImageSource MongoDB { get; init; }

    /// <summary>Redis, with the contract of <c>docker.io/library/redis</c>.</summary>
    public required ImageSource Redis { get; init; }

    /// <summary>Meilisearch or Elasticsearch, as <see cref="Release.Search"/> says.</summary>
    public required ImageSource Search { get; init; }

    /// <summary>The mail catcher, with the contract of <c>docker.io/axllent/mailpit</c>.</summary>
    public required ImageSource Mail { get; init; }

    /// <summary>The mail relay of a published platform, with the contract of <c>docker.io/devture/exim-relay</c>.</summary>
    public required ImageSource MailRelay { get; init; }

    /// <summary>The web proxy, with the contract of <c>docker.io/library/caddy</c>.</summary>
    public required ImageSource Caddy { get; init; }

    /// <summary>The images of the services around the platform, by service name; also <c>mfe</c>, the built micro-frontends, and
    /// what a service needs for itself: <c>elasticsearch</c> (discovery), <c>ecommerce-worker</c>, <c>minio-mc</c>; <c>node</c>, with the contract of
    /// <c>docker.io/library/node</c>, for development servers of micro-frontends. A service of an
    /// <see cref="ReleaseSupport.UpgradeOnly"/> release may have none.</summary>
    public IReadOnlyDictionary<string, ImageSource> Services { get; init; } = new Dictionary<string, ImageSource>();

    /// <summary>All of them by the names that people use in <c>images</c>: <c>openedx</c>, <c>mysql</c>, ..., and those of the services.</summary>
    public IReadOnlyDictionary<string, ImageSource> ByName => new Dictionary<string, ImageSource>(Services)
    {
        ["openedx"] = OpenEdx,
        ["mysql"] = MySql,
        ["mongodb"] = MongoDB,
        ["redis"] = Redis,
        ["search"] = Search,
        ["mail"] = Mail,
        ["caddy"] = Caddy,
    };
}

/// <summary>A micro-frontend of a release.</summary>
/// <param name="Name">Its path and name, for example <c>learning</c>.</param>
/// <param name="Port">The port of its development server.</param>
/// <param name="Repository">The repository, for example <c>frontend-app-learning</c>; also the last part of the name in its <c>package.json</c>.</param>
public sealed record MicroFrontend(string Name, int Port, string Repository)
{
    /// <summary>An earlier name of the repository, which forks and its <c>package.json</c> may still have; <see langword="null"/> when there was none.</summary>
    public string? FormerRepository { get; init; }
}
