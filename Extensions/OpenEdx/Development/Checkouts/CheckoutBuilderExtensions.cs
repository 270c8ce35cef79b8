using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Development;

/// <summary>Mounts the checkouts of a configuration into containers.</summary>
internal static class CheckoutBuilderExtensions
{
    public static IResourceBuilder<T> WithCheckouts<T>(this IResourceBuilder<T> builder, OpenEdxResource platform)
        where T : ContainerResource
    {
        var checkouts = Checkouts.Of(platform.Options).Where(checkout => checkout.Kind is not CheckoutKind.MicroFrontend and not CheckoutKind.Service and not CheckoutKind.Unknown).ToList();
        foreach (var checkout in checkouts)
        {
            builder.WithBindMount(checkout.Folder, checkout.Target);
        }

        if (checkouts.FirstOrDefault(checkout => checkout.Kind is CheckoutKind.Platform) is { } code)
        {
            foreach (var made in Checkouts.MadeFolders)
            {
                builder.WithMadeVolume($"{platform.Name}-{Checkouts.VolumeOf(made)}", $"{code.Target}/{made}");
            }

            builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((_, cancellationToken) => MountPoints.MakeAsync(code.Folder, Checkouts.MadeFolders, cancellationToken));
        }

        var described = checkouts.Where(checkout => checkout.Kind is CheckoutKind.Platform or CheckoutKind.Package).ToList();
        return described.Count > 0 ? builder.WithEditable(described, $"{platform.Name}-packages") : builder;
    }

    /// <summary>Mounts the packages that the user names for a service beside LMS and Studio.</summary>
    public static IResourceBuilder<T> WithPackages<T>(this IResourceBuilder<T> builder, OpenEdxServiceResource service)
        where T : ContainerResource
    {
        var packages = Checkouts.OfService(service.Parent.Options, service.Name);
        foreach (var package in packages)
        {
            builder.WithBindMount(package.Folder, package.Target);
        }

        return packages.Count > 0 ? builder.WithEditable(packages, $"{service.Parent.Name}-{service.Name}-packages") : builder;
    }

    // The modules come from the checkouts, the entry points from a volume that a job fills, both ahead of what the image has installed.
    private static IResourceBuilder<T> WithEditable<T>(this IResourceBuilder<T> builder, IReadOnlyList<Checkout> described, string volume)
        where T : ContainerResource => builder
        .WithMadeVolume(volume, Checkouts.MetadataFolder)
        .WithEnvironment("PYTHONPATH", string.Join(':', [
            PlatformContainers.OwnFolder, Checkouts.MetadataFolder,
            .. described.Where(checkout => checkout.Kind is CheckoutKind.Package).Select(package => package.SourceFolder)]));
}
