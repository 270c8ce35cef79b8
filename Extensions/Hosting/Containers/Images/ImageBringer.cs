using CliWrap;
using Devstack.Hosting.Containers.Engine;

namespace Devstack.Hosting.Containers.Images;

/// <summary>Brings an image and what it is built from to this machine, outside of a run: for whoever needs an image and no stack.</summary>
/// <param name="catalog">Names the images.</param>
/// <param name="engine">The engine.</param>
public sealed class ImageBringer(ImageCatalog catalog, IContainerEngine engine)
{
    /// <summary>Pulls, builds or makes what isn't here yet.</summary>
    /// <param name="source">The image.</param>
    /// <param name="line">Gets each line of the work; none when the image is here.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The reference to create containers from.</returns>
    /// <exception cref="ImageException">The image can't be pulled or built.</exception>
    public async Task<string> BringAsync(ImageSource source, Action<string> line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(line);
        var reference = catalog.ReferenceOf(source);
        if (await engine.FindImageAsync(reference, cancellationToken) is not null)
        {
            return reference;
        }

        if (source is BuiltImage { From: { } parent })
        {
            await BringAsync(parent, line, cancellationToken);
        }

        await ObtainAsync(source, reference, line, cancellationToken);
        return reference;
    }

    /// <summary>Pulls, builds or makes one image; what it is built from has to be here.</summary>
    internal Task ObtainAsync(ImageSource source, string reference, Action<string> line, CancellationToken cancellationToken) => source switch
    {
        PulledImage => PullAsync(reference, line, cancellationToken),
        BuiltImage built => BuildAsync(built, reference, line, cancellationToken),
        BaseImage image => MakeAsync(image, line, cancellationToken),
        _ => throw new NotSupportedException($"An image of type {source.GetType().Name} can't be brought."),
    };

    private async Task PullAsync(string reference, Action<string> line, CancellationToken cancellationToken)
    {
        var lines = new LastLines(line);
        if (await engine.RunAsync(["pull", reference], lines.Add, cancellationToken) != 0)
        {
            throw ImageException.CannotPull(reference, lines.ToString());
        }
    }

    private async Task BuildAsync(BuiltImage image, string reference, Action<string> line, CancellationToken cancellationToken)
    {
        var context = catalog.ContextOf(image);
        var lines = new LastLines(line);
        foreach (var project in new[] { "prepare.proj", "trust.proj" }.Select(name => Path.Combine(context, name)).Where(File.Exists))
        {
            if (await RunAsync("dotnet", ["msbuild", "-restore", "-nologo", "-v:minimal", project], lines, cancellationToken) != 0)
            {
                throw ImageException.CannotBuild(reference, image.Folder, lines.ToString());
            }
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

    private async Task MakeAsync(BaseImage image, Action<string> line, CancellationToken cancellationToken)
    {
        var lines = new LastLines(line);
        if (await engine.RunAsync(["pull", image.Upstream], lines.Add, cancellationToken) == 0)
        {
            await engine.RunAsync(["tag", image.Upstream, image.Name], lines.Add, cancellationToken);
            return;
        }

        line($"No registry gave {image.Upstream}: making it here with {image.Script}.");
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
}

/// <summary>Passes lines on and keeps the last ones for an error.</summary>
internal sealed class LastLines(Action<string> log)
{
    private const int Kept = 5;
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        log(line);
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
