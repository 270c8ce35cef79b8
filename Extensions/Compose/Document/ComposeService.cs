namespace Devstack.Compose.Document;

/// <summary>A service of a Compose file; what is <see langword="null"/> or empty isn't written.</summary>
/// <remarks>All texts are in Compose's own syntax: <c>${NAME}</c> is a variable, <c>$$</c> a dollar sign. <see cref="ComposeText"/> helps.</remarks>
public sealed class ComposeService
{
    /// <summary>The key in <c>services</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The image.</summary>
    public required string Image { get; set; }

    /// <summary>How the image is built when it isn't here.</summary>
    public ComposeBuild? Build { get; set; }

    /// <summary>The profiles that it is part of; empty when it always runs.</summary>
    public IList<string> Profiles { get; } = [];

    /// <summary>What is run instead of the image's entrypoint.</summary>
    public IList<string> Entrypoint { get; } = [];

    /// <summary>The arguments.</summary>
    public IList<string> Command { get; } = [];

    /// <summary>The environment.</summary>
    public IDictionary<string, string> Environment { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Files with more of the environment, relative to the Compose file.</summary>
    public IList<string> EnvironmentFiles { get; } = [];

    /// <summary>The user, <c>1000:1000</c>.</summary>
    public string? User { get; set; }

    /// <summary>Whether the root is read-only.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Folders in memory.</summary>
    public IList<string> Tmpfs { get; } = [];

    /// <summary>Capabilities that are taken away.</summary>
    public IList<string> DroppedCapabilities { get; } = [];

    /// <summary>Capabilities that are given.</summary>
    public IList<string> AddedCapabilities { get; } = [];

    /// <summary>The security option by which no program gets more rights than who starts it.</summary>
    public const string NoNewPrivileges = "no-new-privileges:true";

    /// <summary>Security options.</summary>
    public IList<string> SecurityOptions { get; } = [NoNewPrivileges];

    /// <summary>Configs and where they are seen.</summary>
    public IList<ComposeFileMount> Configs { get; } = [];

    /// <summary>Secrets and where they are seen.</summary>
    public IList<ComposeFileMount> Secrets { get; } = [];

    /// <summary>Volumes and where they are seen.</summary>
    public IList<ComposeVolumeMount> Volumes { get; } = [];

    /// <summary><c>none</c> for no network at all.</summary>
    public string? NetworkMode { get; set; }

    /// <summary>The networks that it is in.</summary>
    public ISet<string> Networks { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>The ports that are published, <c>443:443</c>.</summary>
    public IList<string> Ports { get; } = [];

    /// <summary>What has to be there before it starts.</summary>
    public IDictionary<string, ComposeDependency> DependsOn { get; } = new SortedDictionary<string, ComposeDependency>(StringComparer.Ordinal);

    /// <summary>How it is asked whether it is healthy.</summary>
    public ComposeHealthcheck? Healthcheck { get; set; }

    /// <summary>When it is started again: <c>no</c>, <c>on-failure</c>, <c>unless-stopped</c>.</summary>
    public string Restart { get; set; } = "unless-stopped";

    /// <summary>Time between SIGTERM and SIGKILL, <c>30s</c>.</summary>
    public string? StopGracePeriod { get; set; }

    /// <summary>How many run; <see langword="null"/> for one.</summary>
    public int? Replicas { get; set; }

    /// <summary>What it may take.</summary>
    public ComposeResources Limits { get; set; } = new(null, null);

    /// <summary>What is kept for it.</summary>
    public ComposeResources Reservations { get; set; } = new(null, null);

    /// <summary>Labels of its containers.</summary>
    public IDictionary<string, string> Labels { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>How an image is built.</summary>
/// <param name="Context">The folder, relative to the Compose file.</param>
/// <param name="Dockerfile">The Dockerfile in it.</param>
/// <param name="Target">The stage; <see langword="null"/> for the last.</param>
/// <param name="Arguments">Build arguments.</param>
public sealed record ComposeBuild(string Context, string Dockerfile, string? Target, IReadOnlyList<KeyValuePair<string, string>> Arguments);

/// <summary>A config or a secret in a container.</summary>
/// <param name="Source">Its key.</param>
/// <param name="Target">The whole path in the container.</param>
public sealed record ComposeFileMount(string Source, string Target);

/// <summary>A volume in a container.</summary>
/// <param name="Source">Its key; <see langword="null"/> for one of the container's own, which is filled from the image.</param>
/// <param name="Target">The whole path in the container.</param>
/// <param name="IsReadOnly">Whether it may only be read.</param>
public sealed record ComposeVolumeMount(string? Source, string Target, bool IsReadOnly = false)
{
    /// <summary>Whether an empty volume stays empty instead of getting the image's files.</summary>
    public bool IsNoCopy { get; init; }
}

/// <summary>What a service waits for.</summary>
/// <param name="Condition"><c>service_started</c>, <c>service_healthy</c> or <c>service_completed_successfully</c>.</param>
/// <param name="IsRequired">Whether the other has to be there at all: it may be in a profile that nobody asked for.</param>
public sealed record ComposeDependency(string Condition, bool IsRequired = true);

/// <summary>How a service is asked whether it is healthy.</summary>
/// <param name="Test">The command, with <c>CMD</c> or <c>CMD-SHELL</c> first.</param>
/// <param name="Interval">Time between two questions, <c>10s</c>.</param>
/// <param name="Timeout">Time after which it counts as answered with no.</param>
/// <param name="Retries">How many times no in a row counts.</param>
/// <param name="StartPeriod">Time in which a no doesn't count.</param>
public sealed record ComposeHealthcheck(IReadOnlyList<string> Test, string Interval, string Timeout, int Retries, string StartPeriod);

/// <summary>Processors and memory.</summary>
/// <param name="Cpus">Processors, <c>0.5</c>.</param>
/// <param name="Memory">Memory, <c>512M</c>.</param>
public sealed record ComposeResources(string? Cpus, string? Memory);
