using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Datastores;

namespace Devstack.CommandLine.Planning;

/// <summary>Reads what a start would bring up from a model that is complete and not started.</summary>
internal sealed class StackPreviewReader(
    DistributedApplicationModel model, LoadedConfiguration configuration, StackIdentity stack, IContainerEngine engine)
{
    public async Task<StackPreview> ReadAsync(CancellationToken cancellationToken)
    {
        var containers = model.Resources.OfType<ContainerResource>().ToList();
        return new()
        {
            Stack = stack.Name,
            Release = configuration.Options.Release,
            Profile = configuration.Options.Profile.ToString().ToLowerInvariant(),
            // What waits for a person isn't started.
            Workloads = [.. containers.Where(container => !container.HasAnnotationOfType<ExplicitStartupAnnotation>()).Select(Workload)],
            Images = await ImagesAsync(cancellationToken),
            Servers = [.. Servers()],
            Addresses = [.. model.Resources.OfType<OpenEdxResource>()
                .SelectMany(platform => platform.Sites.All)
                .Where(site => IsServed(containers, site.ProxyPort))
                .Select(site => new AddressPreview(site.Route, site.Url))],
        };
    }

    // A site without an endpoint of the proxy has nobody who answers: its service is off.
    private static bool IsServed(List<ContainerResource> containers, int port) =>
        containers.SelectMany(container => container.Annotations.OfType<EndpointAnnotation>()).Any(endpoint => endpoint.TargetPort == port);

    private WorkloadPreview Workload(ContainerResource container) => new(
        container.Name,
        ResourceKinds.Of(container),
        container.TryGetContainerImageName(out var image) ? image : "",
        container.TryGetLastAnnotation<ResourceLimitsAnnotation>(out var limits) ? limits.MemoryLimit : null,
        [.. container.Annotations.OfType<EndpointAnnotation>().Select(endpoint => Port(container, endpoint))],
        [.. container.Annotations.OfType<WaitAnnotation>()
            .Where(wait => wait.Resource is not ImageResource)
            .DistinctBy(wait => wait.Resource)
            .Select(wait => new WaitPreview(wait.Resource.Name, Until(wait.WaitType)))]);

    private PortPreview Port(ContainerResource container, EndpointAnnotation endpoint) => new(
        endpoint.Name,
        endpoint.Port ?? new StackPorts(stack, engine).Last($"{container.Name}/{endpoint.Name}"),
        endpoint.TargetPort);

    private static string Until(WaitType wait) => wait switch
    {
        WaitType.WaitForCompletion => "finished",
        WaitType.WaitUntilStarted => "started",
        _ => "healthy",
    };

    private async Task<IReadOnlyList<ImagePreview>> ImagesAsync(CancellationToken cancellationToken)
    {
        var images = model.Resources.OfType<ImageResource>().ToList();
        try
        {
            return await Task.WhenAll(images.Select(image => ImageAsync(image, cancellationToken)));
        }
        catch (ContainerEngineException)
        {
            // A preview needs no engine; without one it can't say what is here.
            return [.. images.Select(image => new ImagePreview(image.Reference, Supply(image), null, null))];
        }
    }

    private async Task<ImagePreview> ImageAsync(ImageResource image, CancellationToken cancellationToken)
    {
        if (await engine.FindImageAsync(image.Reference, cancellationToken) is null)
        {
            return new(image.Reference, Supply(image), false, null);
        }

        var output = "";
        await engine.RunAsync(["image", "inspect", "--format", "{{.Size}}", image.Reference], line => output += line, cancellationToken);
        long? bytes = long.TryParse(output, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
        return new(image.Reference, Supply(image), true, bytes);
    }

    private static string Supply(ImageResource image) => image.Source is PulledImage ? "pull" : "build";

    private IEnumerable<ServerPreview> Servers()
    {
        return ExternalServers.Of(configuration.Options.External)
            .Where(server => server.Options.IsUsed)
            .Select(server => new ServerPreview(
                server.Name,
                server.Options.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{server.Options.Host}:{port}") : server.Options.Host!));
    }
}
