using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Development;

/// <summary>Mounts the checkouts of a configuration into a container of the platform.</summary>
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
                builder.WithMadeVolume($"{platform.Name}-made-{made.Replace('/', '-').Replace('_', '-')}", $"{code.Target}/{made}");
            }

            builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((_, cancellationToken) => MountPoints.MakeAsync(code.Folder, Checkouts.MadeFolders, cancellationToken));
        }

        var described = checkouts.Where(checkout => checkout.Kind is CheckoutKind.Platform or CheckoutKind.Package).ToList();
        if (described.Count > 0)
        {
            // Editable: the modules come from the checkout, the entry points from the volume, both ahead of what the image has installed.
            builder
                .WithMadeVolume($"{platform.Name}-packages", Checkouts.MetadataFolder)
                .WithEnvironment("PYTHONPATH", string.Join(':', [
                    PlatformContainers.OwnFolder, Checkouts.MetadataFolder,
                    .. described.Where(checkout => checkout.Kind is CheckoutKind.Package).Select(package => package.SourceFolder)]));
        }

        return builder;
    }
}
