using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Jobs;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>What is wanted against what the engine has: which containers are adopted, which jobs are done.</summary>
/// <remarks>The engine is the only record. A container that somebody removed is made again; a job whose proof is gone runs again.</remarks>
internal sealed class StackPlan(StackIdentity stack, IContainerEngine engine, IServiceProvider services)
{
    private readonly Dictionary<string, string> _wanted = [];
    private readonly ConcurrentDictionary<string, bool> _begun = [];
    private Dictionary<string, ContainerState> _found = [];

    public async Task MakeAsync(IReadOnlyList<ContainerResource> containers, CancellationToken cancellationToken)
    {
        var found = await engine.ListAsync(new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name }, cancellationToken);
        _found = found
            .Where(container => container.Labels.ContainsKey(StackIdentity.ResourceLabel))
            .DistinctBy(container => container.Labels[StackIdentity.ResourceLabel])
            .ToDictionary(container => container.Labels[StackIdentity.ResourceLabel]);

        var volumes = await VolumesAsync(containers, cancellationToken);
        foreach (var container in containers)
        {
            _wanted[container.Name] = await ResourceFingerprint.OfAsync(container, volumes, services, cancellationToken);
        }
    }

    public string FingerprintOf(ContainerResource container) => _wanted[container.Name];

    /// <summary>Whether a job has ended with 0 and nothing that goes into it has changed since.</summary>
    public bool IsDone(ContainerResource container) =>
        container.HasAnnotationOfType<JobAnnotation>()
        && _found.TryGetValue(container.Name, out var found)
        && IsUnchanged(container, found)
        && found is { Status: "exited", ExitCode: 0 };

    /// <summary>The container that a service can go on with: nothing that goes into it has changed since it ran first; <see langword="null"/> when there is none.</summary>
    public async Task<ContainerState?> UnchangedAsync(ContainerResource container, CancellationToken cancellationToken) =>
        // One that never ran may lack its files.
        await FoundAsync(container, cancellationToken) is { Status: not "created" } found && IsUnchanged(container, found) ? found : null;

    /// <summary>The container that the engine has for a resource, whatever it was made from; <see langword="null"/> when there is none.</summary>
    public async Task<ContainerState?> FoundAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        // What is there at the beginning is known. A service that is started again has another past by then.
        if (!_begun.ContainsKey(container.Name))
        {
            return _found.GetValueOrDefault(container.Name);
        }

        var labels = new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name, [StackIdentity.ResourceLabel] = container.Name };
        return await engine.ListAsync(labels, cancellationToken) is [var only, ..] ? only : null;
    }

    /// <summary>To be called when a container was started or made: what was found at the beginning is no longer true.</summary>
    public void Begin(ContainerResource container) => _begun[container.Name] = true;

    private bool IsUnchanged(ContainerResource container, ContainerState found) =>
        found.Labels.GetValueOrDefault(StackIdentity.FingerprintLabel) == _wanted[container.Name];

    // Volumes are made here and not by the engine on the way: only then do they carry the stack's label, by which
    // 'reset --volumes' finds them, and have a birthday that the jobs which fill them can depend on.
    private async Task<IReadOnlyDictionary<string, string>> VolumesAsync(IReadOnlyList<ContainerResource> containers, CancellationToken cancellationToken)
    {
        var names = containers.SelectMany(StackNaming.VolumesOf).Select(mount => mount.Source!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var births = await Task.WhenAll(names.Select(async name => (name, birth: await BirthOfAsync(name, cancellationToken))));
        return births.ToDictionary(volume => volume.name, volume => volume.birth);
    }

    // The engine's own date of a volume changes with its content: the label that it got when it was made does not.
    private async Task<string> BirthOfAsync(string volume, CancellationToken cancellationToken)
    {
        if (await engine.FindVolumeAsync(volume, cancellationToken) is { } labels)
        {
            return labels.GetValueOrDefault(StackIdentity.BirthLabel, "");
        }

        var birth = Guid.NewGuid().ToString("N");
        await engine.CreateVolumeAsync(
            volume, new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name, [StackIdentity.BirthLabel] = birth }, cancellationToken);
        return birth;
    }
}
