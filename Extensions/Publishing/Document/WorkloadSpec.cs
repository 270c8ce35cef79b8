using Aspire.Hosting.ApplicationModel;

namespace Devstack.Publishing.Document;

/// <summary>What services and jobs have in common: one container and what it is made of.</summary>
public abstract record WorkloadSpec
{
    /// <summary>Its name, by which others reach it.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public required ImageSpec Image { get; init; }

    /// <summary>What is run instead of the image's entrypoint; <see langword="null"/> for the image's own.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>The arguments. No secret is among them: a process list shows arguments.</summary>
    public IReadOnlyList<Value> Arguments { get; init; } = [];

    /// <summary>The environment, by name. A value may hold pieces of secrets.</summary>
    public IReadOnlyList<VariableSpec> Environment { get; init; } = [];

    /// <summary>Open files, by path.</summary>
    public IReadOnlyList<FileSpec> Files { get; init; } = [];

    /// <summary>Files with the value of one secret each, by path.</summary>
    public IReadOnlyList<SecretFileSpec> SecretFiles { get; init; } = [];

    /// <summary>Where volumes are mounted, by path.</summary>
    public IReadOnlyList<MountSpec> Mounts { get; init; } = [];

    /// <summary>What has to be there before it starts, by name.</summary>
    public IReadOnlyList<DependencySpec> DependsOn { get; init; } = [];

    /// <summary>Who it opens connections to, by name: from values, routes, waits and <c>ConnectsTo</c>.</summary>
    public IReadOnlyList<string> ConnectsTo { get; init; } = [];

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<EndpointSpec> Endpoints { get; init; } = [];

    /// <summary>The network that it answers in, see <see cref="NetworkPurpose"/>.</summary>
    public required string Network { get; init; }

    /// <summary>The user that its process runs as; <see langword="null"/> for the image's own.</summary>
    public UserSpec? User { get; init; }

    /// <summary>What it needs and what it may take.</summary>
    public ResourcesSpec Resources { get; init; } = ResourcesSpec.None;

    /// <summary>Where it may write, beside its volumes, when its root is read-only; <see langword="null"/> when it may write everywhere.</summary>
    public ReadOnlyRootSpec? ReadOnlyRoot { get; init; }

    /// <summary>The Linux capabilities that it needs; <see langword="null"/> for the engine's default set.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>Whether its programs may get more rights than who starts them, as by <c>sudo</c>.</summary>
    public bool AllowsPrivilegeEscalation { get; init; }

    /// <summary>The AppArmor profile that it runs under; <see langword="null"/> for the engine's.</summary>
    public AppArmorSpec? AppArmor { get; init; }

    /// <summary>The profile that has to be asked for; <see langword="null"/> when it always runs.</summary>
    public string? Profile { get; init; }

    /// <summary>How long it may finish its work after SIGTERM; <see langword="null"/> for the target's default.</summary>
    public TimeSpan? StopGracePeriod { get; init; }

    /// <summary>The resource's annotations for single targets, each known by its target alone.</summary>
    public IReadOnlyList<ITargetAnnotation> TargetAnnotations { get; init; } = [];

    /// <summary>Whether some secret gets into an environment value, which a target has to fill where the stack runs.</summary>
    public bool HasSecretVariables => Environment.Any(variable => variable.Value.Parameters.Any(parameter => parameter.IsSecret));
}

/// <summary>What runs and goes on running.</summary>
public sealed record ServiceSpec : WorkloadSpec
{
    /// <summary>The probes, at most one a kind.</summary>
    public IReadOnlyList<ProbeSpec> Probes { get; init; } = [];

    /// <summary>How many run side by side.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How many of it the load decides; <see langword="null"/> for always <see cref="Replicas"/>.</summary>
    public ScalingSpec? Scaling { get; init; }

    /// <summary>Whether a second container of it would do harm: it says so, is a datastore, or keeps data that nothing else mounts.</summary>
    public bool IsSingle { get; init; }

    /// <summary>The command by which a proxy takes over other replicas of what it routes to, see <c>UpstreamReloadAnnotation</c>; else <see langword="null"/>.</summary>
    public IReadOnlyList<string>? UpstreamReload { get; init; }
}

/// <summary>What runs once and ends with 0.</summary>
public sealed record JobSpec : WorkloadSpec
{
    /// <summary>How often it is tried.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Time between two attempts.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A command of the job's container that ends with 0 when the job's work is there; <see langword="null"/> when nothing can tell.</summary>
    public IReadOnlyList<string>? Check { get; init; }

    /// <summary>When it runs, as the five fields of a cron table; <see langword="null"/> for once.</summary>
    public string? Schedule { get; init; }

    /// <summary>Whose data it copies; <see langword="null"/> for a job that is no backup.</summary>
    public BackupSpec? Backup { get; init; }

    /// <summary>The hash of image, command, environment and files: an equal one means that it need not run again.</summary>
    /// <remarks>Values of parameters aren't in it, since they are known only where the stack runs; nor is the age of <see cref="Data"/>.</remarks>
    public required string Fingerprint { get; init; }

    /// <summary>The volumes that it fills, its own and those of all that it waits for: a new one means that it has to run again.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];
}

/// <summary>Between how many and how many run side by side, as the load wants.</summary>
/// <param name="Minimum">At least so many.</param>
/// <param name="Maximum">At most so many.</param>
/// <param name="CpuPercent">More of them above this share of the requested processors.</param>
/// <param name="Queues">More of them for longer queues; empty when only the processors count.</param>
public sealed record ScalingSpec(int Minimum, int Maximum, int CpuPercent, IReadOnlyList<QueueSpec> Queues);

/// <summary>A list in Redis that a workload takes its work from.</summary>
/// <param name="Server">The workload that is the Redis server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Database">The number of the database.</param>
/// <param name="List">The name of the list.</param>
/// <param name="Length">How many entries one replica is for.</param>
/// <param name="Password">The parameter with the server's password; <see langword="null"/> when it has none.</param>
public sealed record QueueSpec(string Server, int Port, int Database, string List, int Length, string? Password);

/// <summary>An annotation that only one target understands; the document carries it there.</summary>
public interface ITargetAnnotation : IResourceAnnotation
{
    /// <summary>What the user called to add it, for messages.</summary>
    string Verb { get; }
}

/// <summary>An AppArmor profile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The profile, as <c>apparmor_parser</c> reads it.</param>
public sealed record AppArmorSpec(string Name, string Text)
{
    /// <summary>Where it is in the output.</summary>
    public string Path => $"apparmor/{Name}";
}

/// <summary>A user and a group.</summary>
/// <param name="User">The user id or name.</param>
/// <param name="Group">The group id or name; <see langword="null"/> for the user's.</param>
public sealed record UserSpec(string User, string? Group)
{
    /// <summary>Whether it is another user than root.</summary>
    public bool IsUnprivileged => User is not ("0" or "root");

    /// <inheritdoc/>
    public override string ToString() => Group is null ? User : $"{User}:{Group}";
}

/// <summary>What a container needs of its machine, and what it may take; <see langword="null"/> leaves it to the target.</summary>
/// <param name="CpuRequest">Processors that are kept.</param>
/// <param name="CpuLimit">Processors at most.</param>
/// <param name="MemoryRequest">Bytes that are kept.</param>
/// <param name="MemoryLimit">Bytes at most.</param>
public sealed record ResourcesSpec(double? CpuRequest, double? CpuLimit, long? MemoryRequest, long? MemoryLimit)
{
    /// <summary>Nothing said.</summary>
    public static ResourcesSpec None { get; } = new(null, null, null, null);
}

/// <summary>What a job copies.</summary>
/// <param name="Service">The service whose data it copies.</param>
/// <param name="RestoreVariable">The environment variable that names the copy which the job brings back instead; <see langword="null"/> when it can't.</param>
public sealed record BackupSpec(string Service, string? RestoreVariable);

/// <summary>A root that is only read.</summary>
/// <param name="Writable">Small folders that may be written to.</param>
/// <param name="OnDisk">The same that may get large.</param>
public sealed record ReadOnlyRootSpec(IReadOnlyList<string> Writable, IReadOnlyList<string> OnDisk);
