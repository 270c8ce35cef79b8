using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using CliWrap;
using Devstack.Hosting.Containers.Engine;
using Microsoft.Extensions.Logging;

namespace Devstack.Hosting.Containers.Images;

/// <summary>Brings one image to this machine: finds it, pulls it, builds it or makes it; its log is the engine's output.</summary>
internal sealed class ImageSupply(
    ImageCatalog catalog, IContainerEngine engine, ResourceNotificationService notifications, ResourceLoggerService loggers, TimeProvider time)
{
    public async Task BringAsync(ImageResource image, ImageResource? parent, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(image);
        var started = time.GetTimestamp();
        try
        {
            if (await engine.FindImageAsync(image.Reference, cancellationToken) is not null)
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
            await ObtainAsync(image, logger, cancellationToken);
            logger.LogInformation("{Image} is here after {Seconds:0.0} s.", image.Reference, time.GetElapsedTime(started).TotalSeconds);
            await PublishAsync(image, KnownResourceStates.Finished, 0);
        }
        catch (Exception error) when (error is ContainerEngineException or ImageException)
        {
            logger.LogError("{Error}", error.Message);
            await PublishAsync(image, KnownResourceStates.FailedToStart, 1);
        }
    }

    private Task ObtainAsync(ImageResource image, ILogger logger, CancellationToken cancellationToken) => image.Source switch
    {
        PulledImage => PullAsync(image.Reference, logger, cancellationToken),
        BuiltImage built => BuildAsync(built, image.Reference, logger, cancellationToken),
        BaseImage source => MakeAsync(source, logger, cancellationToken),
        _ => throw new NotSupportedException($"An image of type {image.Source.GetType().Name} can't be brought."),
    };

    private async Task PullAsync(string reference, ILogger logger, CancellationToken cancellationToken)
    {
        var lines = new LastLines(logger);
        if (await engine.RunAsync(["pull", reference], lines.Add, cancellationToken) != 0)
        {
            throw ImageException.CannotPull(reference, lines.ToString());
        }
    }

    private async Task BuildAsync(BuiltImage image, string reference, ILogger logger, CancellationToken cancellationToken)
    {
        var context = catalog.ContextOf(image);
        var prepare = Path.Combine(context, "prepare.proj");
        var lines = new LastLines(logger);
        if (File.Exists(prepare) && await RunAsync("dotnet", ["msbuild", "-restore", "-nologo", "-v:minimal", prepare], lines, cancellationToken) != 0)
        {
            throw ImageException.CannotBuild(reference, image.Folder, lines.ToString());
        }

        using var staged = image.Folders.Count > 0 ? StagedContext.Of(context, image.Folders) : null;
        string[] arguments =
        [
            "build", "--tag", reference, "--build-arg", $"BASE={catalog.ReferenceOf(image.From)}",
            .. image.Arguments.SelectMany(argument => new[] { "--build-arg", $"{argument.Key}={argument.Value}" }),
            staged?.Path ?? context,
        ];
        if (await engine.RunAsync(arguments, lines.Add, cancellationToken) != 0)
        {
            throw ImageException.CannotBuild(reference, image.Folder, lines.ToString());
        }
    }

    private async Task MakeAsync(BaseImage image, ILogger logger, CancellationToken cancellationToken)
    {
        var lines = new LastLines(logger);
        if (await engine.RunAsync(["pull", image.Upstream], lines.Add, cancellationToken) == 0)
        {
            await engine.RunAsync(["tag", image.Upstream, image.Name], lines.Add, cancellationToken);
            return;
        }

        logger.LogInformation("No registry gave {Upstream}: making it here with {Script}.", image.Upstream, image.Script);
        if (await RunAsync("bash", [catalog.ScriptOf(image), image.Name], lines, cancellationToken) != 0)
        {
            throw ImageException.CannotBuild(image.Name, image.Script, lines.ToString());
        }
    }

    private static async Task<int> RunAsync(string command, string[] arguments, LastLines lines, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(command)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(lines.Add))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(lines.Add))
            .ExecuteAsync(cancellationToken);
        return result.ExitCode;
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

/// <summary>Passes lines on to a log and keeps the last ones for an error.</summary>
internal sealed class LastLines(ILogger logger)
{
    private const int Kept = 5;
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        logger.LogInformation("{Line}", line);
        lock (_lines)
        {
            _lines.Enqueue(line);
            while (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
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
