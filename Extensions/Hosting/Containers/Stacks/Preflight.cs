using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Images;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Checks what a start needs before anything is started: the engine, disk, images that can be pulled, folders that are mounted.</summary>
internal sealed class Preflight(IContainerEngine engine)
{
    // An Open edX platform image alone takes some 4 GB; below this the engine fails in the middle with half an image.
    private const long RequiredBytes = 2L * 1024 * 1024 * 1024;

    /// <exception cref="PreflightException">Something is missing; every problem is in the message.</exception>
    /// <exception cref="ContainerEngineException">The engine is missing or doesn't answer.</exception>
    public async Task CheckAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        // Without an engine there is nothing more to check: its own error says what to do.
        var described = await engine.DescribeAsync(cancellationToken);
        var problems = new List<string>();
        problems.AddRange(Disk(described.Folder));
        problems.AddRange(Mounts(model));
        problems.AddRange(AppArmor(model, described));
        problems.AddRange(await ImagesAsync(model, cancellationToken));
        if (problems.Count > 0)
        {
            throw new PreflightException(problems);
        }
    }

    // The engine's folder is on this machine only when the engine is; a virtual machine's disk can't be seen from here.
    private static IEnumerable<string> Disk(string root)
    {
        if (Directory.Exists(root) && new DriveInfo(root).AvailableFreeSpace is var free && free < RequiredBytes)
        {
            yield return $"The disk of the container engine ('{root}') has {free >> 20} MiB left, a start needs {RequiredBytes >> 20} MiB. " +
                "Free some: 'docker system prune' removes what no container uses.";
        }
    }

    // The engine would create a missing folder, empty and owned by root, and the service would find no code in it.
    private static IEnumerable<string> Mounts(DistributedApplicationModel model) => model.Resources
        .SelectMany(resource => resource.Annotations.OfType<ContainerMountAnnotation>(), (resource, mount) => (resource, mount))
        .Where(pair => pair.mount.Type is ContainerMountType.BindMount && !Path.Exists(pair.mount.Source))
        .Select(pair => $"'{pair.resource.Name}' mounts '{pair.mount.Source}', which doesn't exist. Create it, or take it out of 'checkouts' in devstack.yaml.");

    // The engine's own message comes after everything else has started, and doesn't say what to do.
    private static IEnumerable<string> AppArmor(DistributedApplicationModel model, EngineDescription described)
    {
        var confined = model.Resources.Where(resource => resource.HasAnnotationOfType<AppArmorProfileAnnotation>()).Select(resource => resource.Name).ToList();
        return described.HasAppArmor
            ? []
            : confined.Select(name => $"'{name}' runs under an AppArmor profile and nowhere else, and the container engine has no AppArmor (docker info, Security Options). " +
                $"Turn it off in devstack.yaml (services: {{{name}: false}}), or take an engine on Ubuntu or Debian.");
    }

    private async Task<IEnumerable<string>> ImagesAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var pulled = model.Resources.OfType<ImageResource>().Where(image => image.Source is PulledImage);
        var problems = await Task.WhenAll(pulled.Select(async image =>
        {
            if (await engine.FindImageAsync(image.Reference, cancellationToken) is not null)
            {
                return null;
            }

            var last = "";
            var code = await engine.RunAsync(["manifest", "inspect", image.Reference], line => last = line, cancellationToken);
            return code == 0 ? null : $"The image '{image.Reference}' isn't here and can't be pulled: {last}";
        }));
        var missing = problems.OfType<string>().ToList();
        return missing.Count == 0 ? [] :
        [
            .. missing,
            "Check the network, the registry and 'docker login'; a release that needs no registry is there too: ./devstack run --release miniature",
        ];
    }
}

/// <summary>A start was refused before anything was started.</summary>
public sealed class PreflightException : Exception
{
    internal PreflightException(IReadOnlyList<string> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>One line a problem, each with what to do.</summary>
    public IReadOnlyList<string> Problems { get; }
}
