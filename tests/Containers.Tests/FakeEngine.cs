using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>An engine in memory: containers, volumes and images are lists, and what is done to them is written down.</summary>
internal sealed class FakeEngine : IContainerEngine
{
    public List<ContainerState> Containers { get; } = [];

    public Dictionary<string, IReadOnlyDictionary<string, string>> Volumes { get; } = [];

    public HashSet<string> Images { get; } = [];

    public EngineDescription Description { get; set; } = new("/nowhere", HasAppArmor: false);

    public List<string> Calls { get; } = [];

    public int ExitCode { get; set; }

    public string Command => "fake";

    public static ContainerState Container(string resource, string status, int exitCode, string fingerprint) => new(
        $"test-{resource}", resource, status, exitCode, "sha256:0", new Dictionary<string, string>
        {
            [StackIdentity.StackLabel] = "test",
            [StackIdentity.ResourceLabel] = resource,
            [StackIdentity.FingerprintLabel] = fingerprint,
        });

    public Task<IReadOnlyList<ContainerState>> ListAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContainerState>>([.. Containers.Where(container => labels.All(label => container.Labels.GetValueOrDefault(label.Key) == label.Value))]);

    public Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) => Task.FromResult(Images.Contains(image) ? "sha256:1" : null);

    public Task<bool> HasImagesAsync(IReadOnlyCollection<string> images, CancellationToken cancellationToken) => Task.FromResult(images.All(Images.Contains));

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> FindVolumesAsync(IReadOnlyCollection<string> volumes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(Volumes.Where(volume => volumes.Contains(volume.Key)).ToDictionary());

    public Task CreateVolumeAsync(string volume, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        Note($"create volume {volume}", () => Volumes[volume] = labels);

    public Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(Description);

    public Task StartAsync(string container, CancellationToken cancellationToken) => Note($"start {container}");

    public Task<int> FollowAsync(string container, Action<string> line, CancellationToken cancellationToken) => RunAsync(["logs", "--follow", container], line, cancellationToken);

    public Task StopAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken) => Note($"stop {string.Join(' ', containers)}");

    public Task RemoveAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken) => Note($"remove {string.Join(' ', containers)}");

    public Task RemoveVolumesAsync(IReadOnlyCollection<string> volumes, CancellationToken cancellationToken) => Note($"remove volumes {string.Join(' ', volumes)}");

    public Task<CommandOutput> ExecAsync(string container, IReadOnlyList<string> command, string? input, CancellationToken cancellationToken) =>
        Task.FromResult(new CommandOutput(ExitCode, "output"));

    public Task<int> RunAsync(IReadOnlyList<string> arguments, string? input, Action<string> line, CancellationToken cancellationToken) =>
        RunAsync(arguments, line, cancellationToken);

    public Task CreateAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken) =>
        Note($"create {string.Join(' ', arguments)}");

    public Task UnpackAsync(string container, Stream archive, CancellationToken cancellationToken) => Note($"unpack {container}");

    public Task EnsureNetworkAsync(string network, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) => Note($"network {network}");

    public Task RemoveNetworksAsync(IReadOnlyCollection<string> networks, CancellationToken cancellationToken) => Note($"network rm {string.Join(' ', networks)}".TrimEnd());

    public Task<int> RunAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        Calls.Add(string.Join(' ', arguments));
        line("no such host");
        return Task.FromResult(ExitCode);
    }

    private Task Note(string call, Action? effect = null)
    {
        Calls.Add(call);
        effect?.Invoke();
        return Task.CompletedTask;
    }
}
