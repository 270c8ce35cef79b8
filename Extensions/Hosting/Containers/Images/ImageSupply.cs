using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Microsoft.Extensions.Logging;

namespace Devstack.Hosting.Containers.Images;

/// <summary>Brings one image to this machine: finds it, pulls it, builds it or makes it; its log is the engine's output.</summary>
internal sealed class ImageSupply(
    ImageCatalog catalog, ImagesHere here, IContainerEngine engine, ResourceNotificationService notifications, ResourceLoggerService loggers, TimeProvider time)
{
    public async Task BringAsync(ImageResource image, ImageResource? parent, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(image);
        var started = time.GetTimestamp();
        try
        {
            if (await here.HasAsync(image, cancellationToken))
            {
                await PublishAsync(image, KnownResourceStates.Finished, 0);
                return;
            }

            if (parent is not null)
            {
                await PublishAsync(image, KnownResourceStates.Waiting);
                await notifications.WaitForResourceAsync(parent.Name, KnownResourceStates.TerminalStates, cancellationToken);
            }

            await PublishAsync(image, new ResourceStateSnapshot(image.Source is PulledImage ? "Pulling" : "Building", KnownResourceStateStyles.Info));
            await new ImageBringer(catalog, engine).ObtainAsync(image.Source, image.Reference, line => logger.LogInformation("{Line}", line), cancellationToken);
            logger.LogInformation("{Image} is here after {Seconds:0.0} s.", image.Reference, time.GetElapsedTime(started).TotalSeconds);
            await PublishAsync(image, KnownResourceStates.Finished, 0);
        }
        catch (Exception error) when (error is ContainerEngineException or ImageException)
        {
            logger.LogError("{Error}", error.Message);
            await PublishAsync(image, KnownResourceStates.FailedToStart, 1);
        }
    }

    private Task PublishAsync(ImageResource image, ResourceStateSnapshot? state, int? exitCode = null) =>
        notifications.PublishUpdateAsync(image, snapshot => snapshot with
        {
            State = state,
            ExitCode = exitCode,
            StartTimeStamp = snapshot.StartTimeStamp ?? time.GetUtcNow().UtcDateTime,
            StopTimeStamp = exitCode is null ? null : time.GetUtcNow().UtcDateTime,
        });
}

/// <summary>An image can't be brought to this machine.</summary>
public sealed class ImageException : Exception
{
    private ImageException(string message)
        : base(message)
    {
    }

    internal static ImageException CannotPull(string reference, string output) => new(
        $"The image '{reference}' can't be pulled: {output}\n" +
        "Check the network, the registry and 'docker login'; a release that needs no registry is there too: ./devstack run --release miniature");

    internal static ImageException CannotBuild(string reference, string source, string output) => new(
        $"The image '{reference}' can't be built from '{source}'. The last lines were:\n{output}");
}
