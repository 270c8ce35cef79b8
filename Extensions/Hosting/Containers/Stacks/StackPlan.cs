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
    private readonly ConcurrentDictionary<string, ContainerState?> _found = [];

    public async Task MakeAsync(IReadOnlyList<ContainerResource> containers, CancellationToken cancellationToken)
    {
        var found = await engine.ListAsync(new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name }, cancellationToken);
        var byResource = found
            .Where(container => container.Labels.ContainsKey(StackIdentity.ResourceLabel))
            .ToDictionary(container => container.Labels[StackIdentity.ResourceLabel]);

        var volumes = await VolumesAsync(containers, cancellationToken);
        foreach (var container in containers)
        {
            _found[container.Name] = byResource.GetValueOrDefault(container.Name);
            _wanted[container.Name] = await ResourceFingerprint.OfAsync(container, volumes, services, cancellationToken);
        }
    }

    public string FingerprintOf(ContainerResource container) => _wanted[container.Name];

    /// <summary>Whether a job has ended with 0 and nothing that goes into it has changed since. To be asked before <see cref="FoundAsync"/>.</summary>
    public bool IsDone(ContainerResource container) =>
        container.HasAnnotationOfType<JobAnnotation>()
        && _found.GetValueOrDefault(container.Name) is { Status: "exited", ExitCode: 0 } found
        && IsUnchanged(container, found);

    /// <summary>The container that the engine has for a resource, whatever it was made from; <see langword="null"/> when there is none.</summary>
    public async Task<ContainerState?> FoundAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        // What was there at the beginning is known, and told once: whoever asks again has made or started something since.
        if (_found.TryRemove(container.Name, out var found))
        {
            return found;
        }

        var labels = new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name, [StackIdentity.ResourceLabel] = container.Name };
        return await engine.ListAsync(labels, cancellationToken) is [var only, ..] ? only : null;
    }

    /// <summary>Whether a container can be gone on with: nothing that goes into it has changed since it was made, and it has run, so that it lacks no file.</summary>
    public bool IsUnchanged(ContainerResource container, ContainerState found) =>
        found.Status is not "created" && found.Labels.GetValueOrDefault(StackIdentity.FingerprintLabel) == _wanted[container.Name];

    // Volumes are made here and not by the engine on the way: only then do they carry the stack's label, by which
    // 'reset --volumes' finds them, and have a birthday that the jobs which fill them can depend on.
    private async Task<IReadOnlyDictionary<string, string>> VolumesAsync(IReadOnlyList<ContainerResource> containers, CancellationToken cancellationToken)
    {
        var names = containers.SelectMany(StackNaming.VolumesOf).Select(mount => mount.Source!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var made = containers.SelectMany(MadeVolumesOf).ToHashSet(StringComparer.Ordinal);
        var found = await engine.FindVolumesAsync(names, cancellationToken);
        var births = await Task.WhenAll(names.Select(async name => (name, birth: found.TryGetValue(name, out var labels)
            ? labels.GetValueOrDefault(StackIdentity.BirthLabel, "")
            : await CreateAsync(name, made.Contains(name), cancellationToken))));
        return births.ToDictionary(volume => volume.name, volume => volume.birth);
    }

    private static IEnumerable<string> MadeVolumesOf(ContainerResource container)
    {
        var targets = container.Annotations.OfType<MadeVolumeAnnotation>().Select(made => made.Target).ToList();
        return StackNaming.VolumesOf(container).Where(mount => targets.Contains(mount.Target)).Select(mount => mount.Source!);
    }

    // The engine's own date of a volume changes with its content: the label that it got when it was made does not.
    private async Task<string> CreateAsync(string volume, bool isMade, CancellationToken cancellationToken)
    {
        var birth = Guid.NewGuid().ToString("N");
        var labels = new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name, [StackIdentity.BirthLabel] = birth };
        if (isMade)
        {
            labels[StackIdentity.MadeLabel] = "true";
        }

        await engine.CreateVolumeAsync(volume, labels, cancellationToken);
        return birth;
    }
}
