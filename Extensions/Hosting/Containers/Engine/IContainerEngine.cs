namespace Devstack.Hosting.Containers.Engine;

/// <summary>What Devstack asks of the container engine (Docker, or Podman by its Docker-compatible command line).</summary>
/// <remarks>
/// The engine's own command line is used, not its socket: it knows the user's contexts, credentials and proxies,
/// and it is what Aspire's orchestrator uses. Every method throws <see cref="ContainerEngineException"/> with the
/// engine's own words when the engine refuses.
/// </remarks>
public interface IContainerEngine
{
    /// <summary>The engine's command, <c>docker</c> or <c>podman</c>.</summary>
    string Command { get; }

    /// <summary>The containers, running or not, that carry all of <paramref name="labels"/>.</summary>
    Task<IReadOnlyList<ContainerState>> ListAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>The content id (<c>sha256:…</c>) of a local image, or <see langword="null"/> when it isn't here.</summary>
    Task<string?> FindImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>Whether all of these images are here.</summary>
    Task<bool> HasImagesAsync(IReadOnlyCollection<string> images, CancellationToken cancellationToken);

    /// <summary>The labels of those of these volumes that there are, by the volume's name.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> FindVolumesAsync(IReadOnlyCollection<string> volumes, CancellationToken cancellationToken);

    /// <summary>Creates a volume with labels.</summary>
    Task CreateVolumeAsync(string volume, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>Creates a network with labels, unless there is one of that name.</summary>
    Task EnsureNetworkAsync(string network, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>What the engine says of itself; fails when the daemon is away.</summary>
    Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Creates a container without starting it.</summary>
    /// <param name="arguments">Those of the engine's <c>create</c>: options, image, command.</param>
    /// <param name="environment">Variables for options such as <c>--env NAME</c>, whose values so are in no process list.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task CreateAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken);

    /// <summary>Unpacks a tar archive at the root of a container that exists; owners and modes are the archive's.</summary>
    Task UnpackAsync(string container, Stream archive, CancellationToken cancellationToken);

    /// <summary>Starts an existing container.</summary>
    Task StartAsync(string container, CancellationToken cancellationToken);

    /// <summary>Gives each line that a container has printed or prints to <paramref name="line"/>, until it ends; returns its exit code.</summary>
    Task<int> FollowAsync(string container, Action<string> line, CancellationToken cancellationToken);

    /// <summary>Stops containers in parallel and returns when all of them have ended; stopped ones are left alone.</summary>
    Task StopAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken);

    /// <summary>Removes containers, running or not. Volumes with a name stay.</summary>
    Task RemoveAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken);

    /// <summary>Removes volumes by name.</summary>
    Task RemoveVolumesAsync(IReadOnlyCollection<string> volumes, CancellationToken cancellationToken);

    /// <summary>Removes networks that no container is in, by name.</summary>
    Task RemoveNetworksAsync(IReadOnlyCollection<string> networks, CancellationToken cancellationToken);

    /// <summary>Runs a command inside a running container and returns its exit code and what it printed.</summary>
    /// <param name="container">Its name or id.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="input">What it reads from standard input; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the wait; the command in the container may go on.</param>
    Task<CommandOutput> ExecAsync(string container, IReadOnlyList<string> command, string? input, CancellationToken cancellationToken);

    /// <summary>Runs any other engine command, giving each line it prints to <paramref name="line"/>.</summary>
    Task<int> RunAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken);

    /// <summary>The same for a command that reads <paramref name="input"/> from standard input; <see langword="null"/> for none.</summary>
    Task<int> RunAsync(IReadOnlyList<string> arguments, string? input, Action<string> line, CancellationToken cancellationToken);
}

/// <summary>A container as the engine sees it.</summary>
/// <param name="Name">Its name, without a leading slash.</param>
/// <param name="Id">Its id.</param>
/// <param name="Status"><c>created</c>, <c>running</c>, <c>exited</c>, <c>dead</c>, ...</param>
/// <param name="ExitCode">The last exit code; 0 while it has not exited.</param>
/// <param name="Image">The content id (<c>sha256:…</c>) of the image that it was made from.</param>
/// <param name="Labels">Its labels.</param>
public sealed record ContainerState(
    string Name, string Id, string Status, int ExitCode, string Image, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The ports of this machine that it holds while it runs.</summary>
    public IReadOnlyList<int> HostPorts { get; init; } = [];

    /// <summary>The names of the volumes that are mounted in it, those that it only reads left out.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Whether its main process runs.</summary>
    public bool IsRunning => Status is "running";
}

/// <summary>What a command ended with.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Text">Standard output, then standard error, trimmed.</param>
public sealed record CommandOutput(int ExitCode, string Text);
