using System.Text.Json.Nodes;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Configuration;

/// <summary>All that a person can set about a devstack, in <c>devstack.yaml</c>, <c>devstack.local.yaml</c>, the environment
/// (<c>DEVSTACK__PORTS__LMS</c>) and on the command line (<c>--set ports.lms=8100</c>). Never a secret.</summary>
public sealed class DevstackOptions
{
    private const string WithDebugger = "lms|cms|lms-worker|cms-worker|notes|xqueue|xqueue-consumer|discovery|credentials|ecommerce|ecommerce-worker";

    private const string ImageReference =
        "^(?!.*:latest$)[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*(:[A-Za-z0-9._-]+|@sha256:[0-9a-f]{64}|:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64})$";

    /// <summary>The name of the stack: containers, volumes and networks carry it, so that two stacks live side by side.
    /// Lower-case letters, digits and dashes. Default <c>devstack-&lt;release&gt;</c>: another release keeps its own data.</summary>
    [Text("a name of lower-case letters, digits and dashes", "^[a-z][a-z0-9-]{0,39}$")]
    public string Name { get => field ?? $"devstack-{Release}"; set; }

    /// <summary>The named release of Open edX, or <c>master</c>, or <c>miniature</c>: a small platform that is built on this
    /// machine. Default <c>verawood</c>, the newest.</summary>
    [ReleaseName]
    public string Release { get; set; } = ReleaseCatalog.Default.Name;

    /// <summary>The host name of the LMS; those of the other sites are below it. Default <c>local.openedx.io</c>, which
    /// resolves to 127.0.0.1 everywhere, with all names below it.</summary>
    [Text("a host name", "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    public string Host { get; set; } = "local.openedx.io";

    /// <summary>Host names that differ from <c>&lt;site&gt;.&lt;host&gt;</c>, by site: <c>cms</c>, <c>apps</c>,
    /// <c>discovery</c>, ... Default none. Keep them below one domain: the sites share cookies.</summary>
    [KeysAreNames]
    [Text("a host name", "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    public IDictionary<string, string> Hosts { get; set; } = new Dictionary<string, string>();

    /// <summary>What the platform calls itself in pages and e-mails. Default <c>My Open edX</c>.</summary>
    public string PlatformName { get; set; } = "My Open edX";

    /// <summary>The address that people write to, and the sender of the platform's e-mails. Default <c>contact@&lt;host&gt;</c>.</summary>
    [Text("an e-mail address", "^[^@\\s]+@[^@\\s]+$")]
    public string ContactEmail { get => field ?? $"contact@{Host}"; set; }

    /// <summary>The language of the platform until a person picks another, as a code of Django such as <c>en</c> or <c>pt-br</c>.
    /// Default <c>en</c>.</summary>
    [Text("a language code such as 'en' or 'pt-br'", "^[a-z]{2,3}(-[a-z0-9]+)*$")]
    public string Language { get; set; } = "en";

    /// <summary>The languages that people can pick, as codes of Django. Default none: all that the release is translated to.</summary>
    [Text("a language code such as 'en' or 'pt-br'", "^[a-z]{2,3}(-[a-z0-9]+)*$")]
    public IList<string> Languages { get; set; } = [];

    /// <summary>Folders with local checkouts of edx-platform, XBlocks, micro-frontends or services, mounted over the code in the
    /// images; relative to the file that names them. Default none: the code in the images runs.</summary>
    [RelativePath]
    public IList<string> Checkouts { get; set; } = [];

    /// <summary>Folders with local checkouts of Python packages that a service beside LMS and Studio runs in the place of the installed ones, by
    /// service: <c>notes</c>, <c>discovery</c>, ...; relative to the file that names them. Those in <see cref="Checkouts"/> are the platform's. Default none.</summary>
    [KeysAreNames]
    [RelativePath]
    public IDictionary<string, IList<string>> ServicePackages { get; set; } = new Dictionary<string, IList<string>>();

    /// <summary>Services that wait at their start until a debugger is attached: <c>lms</c>, <c>cms</c>, <c>lms-worker</c>,
    /// <c>cms-worker</c>, those beside them (<c>notes</c>, <c>discovery</c>, ...) and their processes (<c>xqueue-consumer</c>,
    /// <c>ecommerce-worker</c>). Also <c>./devstack run --wait-for-debugger lms</c>. Default none.</summary>
    [Text("a service with a debugger's port: " + WithDebugger, "^(" + WithDebugger + ")$")]
    public IList<string> WaitForDebugger { get; set; } = [];

    /// <summary>Whether LMS, Studio, their workers and the services beside them send traces, metrics and log lines to the dashboard, by OpenTelemetry. Only in a
    /// devstack. Default <c>true</c>.</summary>
    public bool Telemetry { get; set; } = true;

    /// <summary>Ports on this machine, by route: <c>lms</c>, <c>cms</c>, <c>mysql</c>, the name of a micro-frontend, ...
    /// Default none: each route has the port that Open edX's documentation gives it (LMS 8000, Studio 8001, learning 2000).</summary>
    [KeysAreNames]
    [Number("a port", 1, 65535)]
    public IDictionary<string, int> Ports { get; set; } = new Dictionary<string, int>();

    /// <summary>Feature flags of LMS and Studio, on or off: entries of the platform's <c>FEATURES</c>. Any name. Default none.</summary>
    public IDictionary<string, bool> Features { get; set; } = new Dictionary<string, bool>();

    /// <summary>More settings, by service (<c>lms</c>, <c>cms</c>, <c>discovery</c>, ...) and then by the setting's own name; any
    /// YAML. They come last and win over what Devstack sets. Default none.</summary>
    [KeysAreNames]
    public IDictionary<string, JsonObject> Settings { get; set; } = new Dictionary<string, JsonObject>();

    /// <summary>Python files that run at the end of a service's settings module, by service: for what YAML can't say. Relative to
    /// the file that names them. Default none.</summary>
    [KeysAreNames]
    [RelativePath]
    public IDictionary<string, string> PythonSettings { get; set; } = new Dictionary<string, string>();

    /// <summary>Files that hold a secret of your own and nothing else, by the secret's name (<c>./devstack secrets list</c>), for a
    /// devstack; relative to the file that names them. Default none: secrets are generated once.</summary>
    [KeysAreNames]
    [RelativePath]
    public IDictionary<string, string> SecretFiles { get; set; } = new Dictionary<string, string>();

    /// <summary>Other images than the release's, by name: <c>openedx</c>, <c>mysql</c>, <c>discovery</c>, ... The whole reference
    /// with tag or digest; <see cref="Registry"/> does not apply to it. Default none.</summary>
    [KeysAreNames]
    [Text("a whole image reference with a tag (not 'latest') or a digest", ImageReference)]
    public IDictionary<string, string> Images { get; set; } = new Dictionary<string, string>();

    /// <summary>A registry to take and push images instead of the public ones, with an optional path:
    /// <c>registry.example.org/mirror</c>. Default none: each image's own registry.</summary>
    [Text("a registry such as 'registry.example.org/mirror'", "^[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9._/-]+)?$")]
    public string? Registry { get; set; }

    /// <summary>Which services around the platform are on, by name: <c>notes</c>, <c>discovery</c>, ... Default none:
    /// <see cref="Profile"/> says it.</summary>
    [KeysAreNames]
    public IDictionary<string, bool> Services { get; set; } = new Dictionary<string, bool>();

    /// <summary>How much of the release runs unless <see cref="Services"/> says otherwise. Default <c>standard</c>: what a laptop
    /// with 16 GB carries.</summary>
    public StackProfile Profile { get; set; } = StackProfile.Standard;

    /// <summary>How many tasks the Celery workers run at once.</summary>
    public WorkersOptions Workers { get; set; } = new();

    /// <summary>How many requests the web servers answer at once when published.</summary>
    public WebWorkersOptions WebWorkers { get; set; } = new();

    /// <summary>Memory limits, by service: a number with <c>k</c>, <c>m</c> or <c>g</c> (powers of 1024), for example <c>2g</c>.
    /// Default none: no limit on a contributor's machine.</summary>
    [KeysAreNames]
    [Text("an amount of memory such as '512m' or '2g'", "^[0-9]+([.][0-9]+)?[kmgKMG]$")]
    public IDictionary<string, string> Memory { get; set; } = new Dictionary<string, string>();

    /// <summary>Python packages that are installed on top of the platform's, as pip writes requirements:
    /// <c>my-xblock==1.2</c>, <c>git+https://...</c>. Default none.</summary>
    public IList<string> PipRequirements { get; set; } = [];

    /// <summary>Micro-frontends of the release that its published image lacks and that the one in <c>images.mfe</c> has: <c>learner-record</c>. One whose checkout
    /// is named needn't be. Default none.</summary>
    [Text("the name of a micro-frontend such as 'learner-record'", "^[a-z][a-z-]*$")]
    public IList<string> MicroFrontends { get; set; } = [];

    /// <summary>npm packages that the development servers of micro-frontends get over those of their checkouts, as npm writes them: a brand, plugins for slots.
    /// <c>@edx/brand@npm:@openedx/brand-openedx@^1.2.3</c>. Only in a devstack. Default none.</summary>
    [Text("an npm package such as '@edx/brand@npm:@openedx/brand-openedx@^1.2.3'", "^(@[a-z0-9~][a-z0-9._~-]*/)?[a-z0-9~][a-z0-9._~-]*(@[^\\s@][^\\s]*)?$")]
    public IList<string> FrontendPackages { get; set; } = [];

    /// <summary>The theme of LMS and Studio.</summary>
    public ThemeOptions Theme { get; set; } = new();

    /// <summary>More themes, each a folder that is called as the theme; relative to the file that names them. Default none: those of the image.</summary>
    [RelativePath]
    public IList<string> Themes { get; set; } = [];

    /// <summary>Other sites of the LMS, by host name, each with its theme: the name of a theme's folder, or <c>default</c> for that of
    /// <see cref="Theme"/>. Default none.</summary>
    [KeysAreNames]
    [Text("the name of a theme", "^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    public IDictionary<string, string> Sites { get; set; } = new Dictionary<string, string>();

    /// <summary>The themes that are folders of the user's, by name.</summary>
    internal IReadOnlyDictionary<string, string> ThemeFolders => new SortedDictionary<string, string>(
        Themes.Select(folder => KeyValuePair.Create(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), folder))
            .Concat(Theme.Folder is { } own ? [KeyValuePair.Create(Theme.FolderName!, own)] : [])
            .DistinctBy(theme => theme.Key)
            .ToDictionary(),
        StringComparer.Ordinal);

    /// <summary>What only a published platform has.</summary>
    public PublishOptions Publish { get; set; } = new();

    /// <summary>Servers of your own instead of containers.</summary>
    public ExternalOptions External { get; set; } = new();

    /// <summary>A copy with the settings of another configuration: what settings documents have from here, and no container.</summary>
    internal DevstackOptions WithSettingsOf(DevstackOptions other)
    {
        var copy = (DevstackOptions)MemberwiseClone();
        (copy.PlatformName, copy.ContactEmail, copy.Language, copy.Features, copy.Settings) =
            (other.PlatformName, other.ContactEmail, other.Language, other.Features, other.Settings);
        return copy;
    }
}
