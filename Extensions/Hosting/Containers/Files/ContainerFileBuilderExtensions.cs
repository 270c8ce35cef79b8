using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Files;

/// <summary>Verbs for files inside containers.</summary>
public static class ContainerFileBuilderExtensions
{
    /// <summary>Gives the container a file with open text.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="path">The whole path inside the container.</param>
    /// <param name="text">Gives the text; asked when the model is complete.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithTextFile<T>(this IResourceBuilder<T> builder, string path, Func<string> text)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(text);

        var folder = FolderOf(path);
        var isFirst = !TextFilesIn(folder, builder.Resource).Any();
        builder.WithAnnotation(new TextFileAnnotation(path, text));
        return !isFirst ? builder : builder.WithFolder(folder, _ => Task.FromResult<IEnumerable<ContainerFileSystemItem>>(TextFilesIn(folder, builder.Resource).Select(ItemOf).ToList()));
    }

    /// <summary>Gives the container a file with a secret, at <see cref="SecretFileAnnotation.PathOf"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="secret">The parameter whose value is the whole content.</param>
    /// <param name="owner">The user id that reads it.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithSecretFile<T>(this IResourceBuilder<T> builder, ParameterResource secret, int owner)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(secret);

        if (builder.Resource.Annotations.OfType<SecretFileAnnotation>().Any(file => file.Secret == secret))
        {
            return builder;
        }

        var isFirst = !builder.Resource.Annotations.OfType<SecretFileAnnotation>().Any();
        builder.WithAnnotation(new SecretFileAnnotation(secret, owner));
        return !isFirst ? builder : builder.WithFolder(
            SecretFileAnnotation.Folder,
            async cancellationToken => await Task.WhenAll(builder.Resource.Annotations.OfType<SecretFileAnnotation>().Select(file => ItemOfAsync(file, cancellationToken))));
    }

    private const UnixFileMode OpenMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // One archive a folder: Aspire hands the container each of these annotations as an archive of its own, which the engine unpacks in
    // a process of its own. A container has dozens of files.
    private static IResourceBuilder<T> WithFolder<T>(this IResourceBuilder<T> builder, string folder, Func<CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> items)
        where T : ContainerResource =>
        builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? builder : builder.WithContainerFiles(folder, (_, cancellationToken) => items(cancellationToken));

    private static IEnumerable<TextFileAnnotation> TextFilesIn(string folder, IResource resource) =>
        resource.Annotations.OfType<TextFileAnnotation>().Where(file => FolderOf(file.Path) == folder);

    private static ContainerFile ItemOf(TextFileAnnotation file) => new() { Name = NameOf(file.Path), Contents = file.Text(), Mode = OpenMode };

    private static async Task<ContainerFileSystemItem> ItemOfAsync(SecretFileAnnotation file, CancellationToken cancellationToken) => new ContainerFile
    {
        Name = file.Secret.Name,
        Contents = await file.Secret.GetValueAsync(cancellationToken),
        Owner = file.Owner,
        Mode = UnixFileMode.UserRead,
    };

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')] is { Length: > 0 } folder ? folder : "/";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
