using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Devstack.Hosting.Containers.Images;

/// <summary>Verbs for images.</summary>
public static class ImageBuilderExtensions
{
    /// <summary>Creates the container from <paramref name="source"/>; it starts when the image is here.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="source">Where its image comes from. Containers with equal sources share one image resource.</param>
    /// <param name="catalog">Names the image.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, ImageSource source, ImageCatalog catalog)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(catalog);

        var image = builder.ApplicationBuilder.AddImage(catalog.InsteadOf(source), catalog);
        var (repository, tag, digest) = Split(image.Resource.Reference);
        builder.WithImage(repository, tag).WithImageRegistry(null);
        if (digest is not null)
        {
            builder.WithImageSHA256(digest);
        }

        builder.WithAnnotation(new ImageSourceAnnotation(image.Resource, catalog), ResourceAnnotationMutationBehavior.Replace);
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            // The orchestrator would pull by itself what is missing, silently; and would look for what is built here in a registry.
            builder.WaitForCompletion(image);
        }

        return builder;
    }

    private static IResourceBuilder<ImageResource> AddImage(this IDistributedApplicationBuilder builder, ImageSource source, ImageCatalog catalog)
    {
        var reference = catalog.ReferenceOf(source);
        if (builder.Resources.OfType<ImageResource>().FirstOrDefault(image => image.Reference == reference) is { } existing)
        {
            return builder.CreateResourceBuilder(existing);
        }

        var parent = source is BuiltImage built ? builder.AddImage(built.From, catalog) : null;
        var resource = builder.AddResource(new ImageResource(NameOf(builder, reference), source, reference))
            .ExcludeFromManifest()
            .WithIconName("Box")
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "Image",
                Properties = [new("container.image", reference)],
                State = KnownResourceStates.NotStarted,
            });
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.TryAddSingleton<ImagesHere>();
            resource.OnInitializeResource((image, start, cancellationToken) =>
                ActivatorUtilities.CreateInstance<ImageSupply>(start.Services, catalog).BringAsync(image, parent?.Resource, cancellationToken));
        }

        return resource;
    }

    // "docker.io/library/mysql:8.4.9" -> "image-mysql", "devstack/miniature-mysql:0f3c" -> "image-miniature-mysql"
    private static string NameOf(IDistributedApplicationBuilder builder, string reference)
    {
        var last = Split(reference).Repository.Split('/')[^1];
        var name = $"image-{last.Replace('.', '-').Replace('_', '-').ToLowerInvariant()}";
        var others = builder.Resources.Count(resource => resource.Name == name || resource.Name.StartsWith(name + "-", StringComparison.Ordinal));
        return builder.Resources.Any(resource => resource.Name == name) ? $"{name}-{others + 1}" : name;
    }

    private static (string Repository, string Tag, string? Digest) Split(string reference)
    {
        const string Sha256 = "@sha256:";
        var at = reference.IndexOf(Sha256, StringComparison.Ordinal);
        var digest = at < 0 ? null : reference[(at + Sha256.Length)..];
        var named = at < 0 ? reference : reference[..at];
        var colon = named.LastIndexOf(':');
        return colon > named.LastIndexOf('/') ? (named[..colon], named[(colon + 1)..], digest) : (named, "latest", digest);
    }
}

/// <summary>The image resource that a container is created from.</summary>
/// <param name="image">The image.</param>
/// <param name="catalog">Knows the names and the build contexts of the image and of those it is built on.</param>
public sealed class ImageSourceAnnotation(ImageResource image, ImageCatalog catalog) : IResourceAnnotation
{
    /// <summary>Knows the names and the build contexts of the image and of those it is built on.</summary>
    public ImageCatalog Catalog { get; } = catalog;

    /// <summary>The image.</summary>
    public ImageResource Image { get; } = image;
}
