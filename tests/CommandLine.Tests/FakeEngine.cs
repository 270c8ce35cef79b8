using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Tests;

/// <summary>A container engine that only remembers.</summary>
internal sealed class FakeEngine : IContainerEngine
{
    public List<ContainerState> Containers { get; } = [];

    public List<string> Volumes { get; } = [];

    /// <summary>Volumes with labels, by their names.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>> LabelledVolumes { get; } = [];

    public List<string> Calls { get; } = [];

    public List<string?> Inputs { get; } = [];

    /// <summary>Answers a command in a container: its service's name, its words and what it reads.</summary>
    public Func<string, IReadOnlyList<string>, string?, CommandOutput>? Exec { get; init; }

    public string Command => "docker";

    public FakeEngine WithContainer(StackIdentity stack, string resource, string status = "running", string volume = "", params (string Label, string Value)[] labels)
    {
        Containers.Add(new(stack.ContainerName(resource), $"id-{resource}", status, 0, "sha256:1", new Dictionary<string, string>(
            labels.Select(label => KeyValuePair.Create(label.Label, label.Value)))
        {
            [StackIdentity.StackLabel] = stack.Name,
            [StackIdentity.ResourceLabel] = resource,
        })
        {
            Volumes = volume.Length > 0 ? [volume] : [],
        });
        return this;
    }

    /// <summary>A job that a start runs, which has ended.</summary>
    public FakeEngine WithJob(StackIdentity stack, string resource, string after = "", string prepares = "") =>
        WithContainer(stack, resource, "exited", labels: [("devstack.after", after), ("devstack.prepares", prepares), ("devstack.fingerprint", resource)]);

    public FakeEngine WithVolume(StackIdentity stack, string name, params (string Label, string Value)[] labels)
    {
        LabelledVolumes[name] = new Dictionary<string, string>(labels.Select(label => KeyValuePair.Create(label.Label, label.Value))) { [StackIdentity.StackLabel] = stack.Name };
        return this;
    }

    public Task<IReadOnlyList<ContainerState>> ListAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContainerState>>(
            [.. Containers.Where(container => labels.All(label => container.Labels.GetValueOrDefault(label.Key) == label.Value))]);

    public Task<int> FollowAsync(string container, Action<string> line, CancellationToken cancellationToken) => RunAsync(["logs", "--follow", container], line, cancellationToken);

    public Task StopAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken) => Note($"stop {string.Join(' ', containers)}");

    public Task RemoveAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken) => Note($"rm {string.Join(' ', containers)}");

    public Task RemoveVolumesAsync(IReadOnlyCollection<string> volumes, CancellationToken cancellationToken) => Note($"volume rm {string.Join(' ', volumes)}".TrimEnd());

    public Task CreateAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken) =>
        Note($"create {string.Join(' ', arguments)}");

    public Task UnpackAsync(string container, Stream archive, CancellationToken cancellationToken) => Note($"unpack {container}");

    public Task EnsureNetworkAsync(string network, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) => Note($"network {network}");

    public Task RemoveNetworksAsync(IReadOnlyCollection<string> networks, CancellationToken cancellationToken) => Note($"network rm {string.Join(' ', networks)}".TrimEnd());

    public Task<int> RunAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        Calls.Add(string.Join(' ', arguments));
        foreach (var text in arguments[0] is "network" ? [] : arguments[0] == "volume" ? Volumes.Concat(VolumesWith(arguments)) : [$"a line of {arguments[^1]}"])
        {
            line(text);
        }

        return Task.FromResult(0);
    }

    public Task<int> RunAsync(IReadOnlyList<string> arguments, string? input, Action<string> line, CancellationToken cancellationToken)
    {
        Inputs.Add(input);
        return RunAsync(arguments, line, cancellationToken);
    }

    public Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> HasImagesAsync(IReadOnlyCollection<string> images, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> FindVolumesAsync(IReadOnlyCollection<string> volumes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(LabelledVolumes.Where(volume => volumes.Contains(volume.Key)).ToDictionary());

    public Task CreateVolumeAsync(string volume, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        LabelledVolumes[volume] = labels;
        return Note($"volume create {volume}");
    }

    public Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StartAsync(string container, CancellationToken cancellationToken) => Note($"start {container}");

    public Task<CommandOutput> ExecAsync(string container, IReadOnlyList<string> command, string? input, CancellationToken cancellationToken) =>
        Exec is null ? throw new NotSupportedException() : Task.FromResult(Exec(container, command, input));

    private IEnumerable<string> VolumesWith(IReadOnlyList<string> arguments)
    {
        var filters = arguments.Where(argument => argument.StartsWith("label=", StringComparison.Ordinal)).Select(filter => filter.Split('=')).ToList();
        return LabelledVolumes
            .Where(volume => filters.All(filter => volume.Value.TryGetValue(filter[1], out var value) && (filter.Length < 3 || value == filter[2])))
            .Select(volume => volume.Key);
    }

    private Task Note(string call)
    {
        Calls.Add(call);
        return Task.CompletedTask;
    }
}
