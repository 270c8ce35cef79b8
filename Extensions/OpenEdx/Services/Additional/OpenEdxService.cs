using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx;

/// <summary>What a Django service beside LMS and Studio (an independently deployed application) is made of. Data: <c>AddOpenEdxService</c> carries it out.</summary>
public sealed record OpenEdxService
{
    /// <summary>Its image, with its code, its Python and the command that serves it.</summary>
    public required ImageSource Image { get; init; }

    /// <summary>The name that people read, for example <c>Notes</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Where its <c>manage.py</c> lies in the image, and where a checkout is mounted; for example <c>/app/edx-notes-api</c>.</summary>
    public required string CodeFolder { get; init; }

    /// <summary>Its own settings module, around which Devstack's document goes; for example <c>notesserver.settings.common</c>. A checkout is known by the folder of its first part.</summary>
    public required string SettingsModule { get; init; }

    /// <summary>The environment variable by which that module finds a YAML file, for example <c>DISCOVERY_CFG</c>; <see langword="null"/> when it reads none.
    /// The file that it gets is empty: settings are carried out after the module.</summary>
    public string? FileVariable { get; init; }

    /// <summary>The port on this machine in a devstack, unless it is taken or <c>ports</c> says another; for example 8120.
    /// <see langword="null"/> for a service that only other containers call: it has no host name, no port on this machine, no route.</summary>
    public required int? DevelopmentPort { get; init; }

    /// <summary>The user of its image, who reads its secrets.</summary>
    public int User { get; init; } = PlatformContainers.User;

    /// <summary>Whether, once published, it writes only into its <see cref="Folders"/> and <c>/tmp</c>. <c>publish.readOnlyRoot: false</c> is for all services.</summary>
    public bool HasReadOnlyRoot { get; init; } = true;

    /// <summary>Whether a devstack runs it by <c>manage.py runserver</c> in a layer over its image, with live reload and a debugger's port. Else it is
    /// the image as it is; a checkout is served by its own <c>manage.py runserver</c>.</summary>
    public bool HasDevelopmentTools { get; init; } = true;

    /// <summary>debugpy's port on this machine in a devstack, unless it is taken or <c>ports.NAME-debugger</c> says another.</summary>
    public int DebuggerPort { get; init; } = 5700;

    /// <summary>The port that it listens on in its container.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>The path that answers 200 when it can do its work.</summary>
    public string HealthPath { get; init; } = "/heartbeat/";

    /// <summary>The icon on the dashboard, a name of Fluent UI's.</summary>
    public string Icon { get; init; } = "AppGeneric";

    /// <summary>Whether it keeps data in MySQL: it gets a database and a user, both of its name, and a job that migrates.</summary>
    public bool UsesMySql { get; init; } = true;

    /// <summary>Whether it works with Redis.</summary>
    public bool UsesRedis { get; init; }

    /// <summary>Whether it works with the platform's search engine.</summary>
    public bool UsesSearch { get; init; }

    /// <summary>Whether it sends e-mails.</summary>
    public bool UsesMail { get; init; }

    /// <summary>What it calls: <c>lms</c>, <c>cms</c>, or services beside them by their names. One that isn't there is left out.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Whether it calls the LMS by the address that browsers know, since it has one address for both. In a devstack the web proxy then answers to that name inside the stack, too.</summary>
    public bool CallsSites { get; init; }

    /// <summary>Datastores that no other service works with.</summary>
    public IReadOnlyList<IResource> Datastores { get; init; } = [];

    /// <summary>Folders whose files stay, for example <c>/openedx/data/media</c>: a volume each, <c>PLATFORM-NAME-LASTPART</c>.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Secrets of its own, by their names without the service's, and what each is for: <see cref="OpenEdxServiceResource.Secret"/>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Its OAuth applications in the LMS; all of them share one secret, <c>PLATFORM-NAME-oauth-secret</c>.</summary>
    public IReadOnlyList<OAuthApplication> Applications { get; init; } = [];

    /// <summary>Its settings, in their order, after those that every service has; the user's come last.</summary>
    public IReadOnlyList<SettingsFragment<OpenEdxServiceContext>> Settings { get; init; } = [];

    /// <summary>What LMS and Studio are told of it.</summary>
    public IReadOnlyList<SettingsFragment<PlatformSettingsContext>> PlatformSettings { get; init; } = [];

    /// <summary>What <c>manage.py lms</c> is to do for it, in this order, after its user and its OAuth applications: safe to repeat.</summary>
    public IReadOnlyList<IReadOnlyList<string>> LmsCommands { get; init; } = [];

    /// <summary>One-shot work after the migrations, one after the other.</summary>
    public IReadOnlyList<OpenEdxServiceJob> Jobs { get; init; } = [];

    /// <summary>Work that is repeated: published at its time, in a devstack when a person says so.</summary>
    public IReadOnlyList<OpenEdxServiceSchedule> Schedules { get; init; } = [];

    /// <summary>What runs beside its web server with the same code and settings.</summary>
    public IReadOnlyList<OpenEdxServiceProcess> Processes { get; init; } = [];
}
