using System.Globalization;
using System.Text;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Kubernetes.Files;

/// <summary>Images that are built: their contexts, and a script that builds and pushes them.</summary>
internal static class Builds
{
    public static IEnumerable<PublishedFile> Write(KubernetesObjects objects)
    {
        var images = new Dictionary<string, ImageSpec>();
        foreach (var workload in objects.Context.Published)
        {
            Add(images, workload.Image);
        }

        if (images.Count == 0)
        {
            yield break;
        }

        foreach (var build in images.Values.Select(image => image.Build!))
        {
            foreach (var file in build.Context)
            {
                yield return new PublishedFile($"build/{build.Name}/{file.Path}", file.Content, file.IsExecutable);
            }
        }

        var script = PublishedFile.WithHeader("build/push.sh", Script(images.Values, objects.Context));
        yield return script with { Content = (byte[])[.. "#!/bin/sh\n"u8, .. script.Content.Span], IsExecutable = true };
    }

    // What an image is built on comes first.
    private static void Add(Dictionary<string, ImageSpec> images, ImageSpec image)
    {
        if (image.Build is { } build)
        {
            if (build.Base is { } based)
            {
                Add(images, based);
            }

            images.TryAdd(image.Reference, image);
        }
    }

    private static string Script(IReadOnlyCollection<ImageSpec> images, KubernetesContext context)
    {
        var text = new StringBuilder();
        if (context.Options.ImageRegistry is null && images.Any(Containers.NeedsRegistry))
        {
            text.Append("# Builds the images and pushes them: sh build/push.sh REGISTRY, for example registry.example.com/team.\nset -eu\n");
            text.Append("registry=${1:?the registry, for example registry.example.com/team}\n");
        }
        else
        {
            text.Append("# Builds the images and pushes them: sh build/push.sh\nset -eu\n");
        }

        text.Append("cd \"$(dirname \"$0\")\"\n\n");
        foreach (var image in images)
        {
            var build = image.Build!;
            text.Append(CultureInfo.InvariantCulture, $"docker build --tag {image.Reference} --file {build.Name}/{build.Dockerfile}");
            text.Append(build.Stage is { } stage ? $" --target {stage}" : "");
            foreach (var argument in build.Arguments)
            {
                text.Append(CultureInfo.InvariantCulture, $" --build-arg {argument.Name}={Quote(ArgumentOf(context, argument.Value))}");
            }

            text.Append(CultureInfo.InvariantCulture, $" {build.Name}\n");
            if (Containers.NeedsRegistry(image))
            {
                var name = context.Options.ImageRegistry is null ? $"\"$registry/{image.Reference}\"" : Containers.ImageOf(context, image);
                text.Append(CultureInfo.InvariantCulture, $"docker tag {image.Reference} {name}\ndocker push {name}\n");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"docker push {image.Reference}\n");
            }
        }

        return text.ToString();
    }

    private static string ArgumentOf(KubernetesContext context, Value value) =>
        string.Concat(value.Pieces.Select(piece => piece is ParameterPiece parameter ? context.Settings[parameter.Parameter].Default ?? "" : piece.ToString()));

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
