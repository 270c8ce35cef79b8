using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CliWrap;
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
                builder.WithVolume($"{platform.Name}-made-{made.Replace('/', '-').Replace('_', '-')}", $"{code.Target}/{made}");
            }

            builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((_, cancellationToken) => MakeMountPointsAsync(code.Folder, cancellationToken));
        }

        var described = checkouts.Where(checkout => checkout.Kind is CheckoutKind.Platform or CheckoutKind.Package).ToList();
        if (described.Count > 0)
        {
            // Editable: the modules come from the checkout, the entry points from the volume, both ahead of what the image has installed.
            builder
                .WithVolume($"{platform.Name}-packages", Checkouts.MetadataFolder)
                .WithEnvironment("PYTHONPATH", string.Join(':', [
                    PlatformContainers.OwnFolder, Checkouts.MetadataFolder,
                    .. described.Where(checkout => checkout.Kind is CheckoutKind.Package).Select(package => package.SourceFolder)]));
        }

        return builder;
    }

    // Where a volume has no folder to lie on, the engine makes one in the checkout, as root.
    private static async Task MakeMountPointsAsync(string checkout, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(checkout))
        {
            return; // the check before the start names it
        }

        foreach (var made in Checkouts.MadeFolders)
        {
            var folder = checkout;
            foreach (var part in made.Split('/'))
            {
                folder = Path.Combine(folder, part);
                if (Directory.Exists(folder))
                {
                    continue;
                }

                Directory.CreateDirectory(folder);
                if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
                {
                    // A checkout belongs to a person, also when root starts the devstack.
                    await Cli.Wrap("chown").WithArguments([$"--reference={checkout}", folder]).ExecuteAsync(cancellationToken);
                }
            }
        }
    }
}
