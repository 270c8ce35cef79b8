using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads where a workload's image comes from; an image that several workloads share is read once.</summary>
internal sealed class ImageReader(ReadingContext context, string stack)
{
    private const int TagLength = 12;
    private const string Dockerfile = "Dockerfile";
    private readonly Dictionary<string, ImageSpec> _sources = [];

    public async Task<ImageSpec> ReadAsync(IResource resource, ValueReader values, CancellationToken cancellationToken)
    {
        if (resource.TryGetLastAnnotation<ImageSourceAnnotation>(out var source))
        {
            return Of(resource, source.Image.Source, source.Catalog);
        }

        if (resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var dockerfile))
        {
            return await OfAsync(resource, dockerfile, values, cancellationToken);
        }

        if (resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            var repository = image.Registry is { Length: > 0 } registry ? $"{registry}/{image.Image}" : image.Image;
            return new(image.SHA256 is { Length: > 0 } digest ? $"{repository}@sha256:{digest}" : $"{repository}:{image.Tag ?? "latest"}", null);
        }

        context.Problems.Add(resource.Name, "has no container image. A project or an executable needs one where it is deployed: call PublishAsDockerFile, or exclude it with ExcludeFrom.");
        return new("none", null);
    }

    private ImageSpec Of(IResource resource, ImageSource source, ImageCatalog catalog)
    {
        var reference = catalog.ReferenceOf(source);
        if (!_sources.TryGetValue(reference, out var spec))
        {
            _sources[reference] = spec = source switch
            {
                BuiltImage built => Built(reference, Build(resource, built, reference, catalog)),
                // The server that it is deployed on has a registry, or its owner gives the image another name by the base's variable.
                BaseImage based => new(based.Upstream, null),
                _ => new(reference, null),
            };
        }

        return spec;
    }

    private BuildSpec Build(IResource resource, BuiltImage image, string reference, ImageCatalog catalog)
    {
        var from = Of(resource, image.From, catalog);
        var folder = catalog.ContextOf(image);
        if (File.Exists(Path.Combine(folder, "prepare.proj")) && !Directory.Exists(Path.Combine(folder, ".build")))
        {
            context.Problems.Add(resource.Name, $"is built from '{image.Folder}', whose files from elsewhere aren't there yet. Fetch them: dotnet msbuild -restore {image.Folder}/prepare.proj");
        }

        return new(
            NameOf(reference),
            FilesOf(folder, image),
            Dockerfile,
            Stage: null,
            [new("BASE", Value.Of(from.Reference)), .. image.Arguments
                .OrderBy(argument => argument.Key, StringComparer.Ordinal)
                .Select(argument => new VariableSpec(argument.Key, Value.Of(argument.Value)))],
            from.Build is null ? null : from);
    }

    private static ImageSpec Built(string reference, BuildSpec build) => new(reference, build) { Start = StartOf(build.Context, build.Dockerfile, build.Stage) };

    private static ImageStart? StartOf(IEnumerable<FileSpec> files, string dockerfile, string? stage) =>
        files.FirstOrDefault(file => file.Path == dockerfile) is { } file ? DockerfileReader.StartOf(Encoding.UTF8.GetString(file.Content.Span), stage) : null;

    private static List<FileSpec> FilesOf(string folder, BuiltImage image)
    {
        var files = BuildContext.Read(folder)
            .Concat(image.Folders.SelectMany(inside => BuildContext.Read(inside.Value).Select(file => file with { Path = $"{inside.Key}/{file.Path}" })))
            .ToList();
        Put(files, Dockerfile, File.ReadAllBytes(Path.Combine(folder, Dockerfile)));
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return files;
    }

    // The tag that Aspire makes up is another one in each run; the hash of what goes in is not.
    private async Task<ImageSpec> OfAsync(IResource resource, DockerfileBuildAnnotation build, ValueReader values, CancellationToken cancellationToken)
    {
        var name = context.Names.Find(resource)!;
        if (build.BuildSecrets.Count > 0)
        {
            context.Problems.Add(resource.Name, $"needs the build secret '{build.BuildSecrets.Keys.First()}', which the published build can't give. Build and push the image beforehand, and use WithImage.");
        }

        var arguments = build.BuildArguments
            .OrderBy(argument => argument.Key, StringComparer.Ordinal)
            .Select(argument => new VariableSpec(argument.Key, values.Read(argument.Value, $"build argument {argument.Key}")))
            .ToList();
        foreach (var argument in arguments.Where(argument => argument.Value.Parameters.Any(parameter => parameter.IsSecret)))
        {
            context.Problems.Add(resource.Name, $"has a secret in its build argument {argument.Name}: it would stay in the image. Give it to the container as a file.");
        }

        if (!Directory.Exists(build.ContextPath))
        {
            context.Problems.Add(resource.Name, "has a build context that doesn't exist: " + Path.GetFileName(build.ContextPath.TrimEnd('/')) + ". Create the folder, or change AddDockerfile.");
            return new(name, null);
        }

        var files = BuildContext.Read(build.ContextPath).ToList();
        var dockerfile = Dockerfile;
        if (build.DockerfileFactory is { } factory)
        {
            var text = await factory(new DockerfileFactoryContext { Services = context.Services, Resource = resource, CancellationToken = cancellationToken });
            Put(files, dockerfile, Encoding.UTF8.GetBytes(text));
        }
        else
        {
            var inside = Path.GetRelativePath(build.ContextPath, build.DockerfilePath).Replace('\\', '/');
            dockerfile = inside.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(inside) ? Dockerfile : inside;
            Put(files, dockerfile, await File.ReadAllBytesAsync(build.DockerfilePath, cancellationToken));
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        var reference = $"{stack}/{name}:{Hash(files, build.Stage, arguments)}";
        return new(reference, new(name, files, dockerfile, build.Stage, arguments, Base: null)) { Start = StartOf(files, dockerfile, build.Stage) };
    }

    // A Dockerfile may lie beside its context, or be left out of it by .dockerignore.
    private static void Put(List<FileSpec> files, string path, byte[] content)
    {
        files.RemoveAll(file => file.Path == path);
        files.Add(new(path, content, IsExecutable: false));
    }

    private static string Hash(IEnumerable<FileSpec> files, string? stage, IEnumerable<VariableSpec> arguments)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            text.Append(file.Path).Append('\t').Append(file.Hash).Append('\n');
        }

        text.Append(stage).Append('\n').AppendJoin('\n', arguments);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..TagLength];
    }

    // A registry's port has a colon, too.
    private static string NameOf(string reference) => reference.Split('/')[^1].Split(':')[0];
}
