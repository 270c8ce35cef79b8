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

        var file = new TextFileAnnotation(path, text);
        builder.WithAnnotation(file);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? builder : builder.WithContainerFiles(
            FolderOf(path),
            (_, _) => Task.FromResult<IEnumerable<ContainerFileSystemItem>>(
                [new ContainerFile { Name = NameOf(path), Contents = file.Text(), Mode = OpenMode }]));
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

        builder.WithAnnotation(new SecretFileAnnotation(secret, owner));
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? builder : builder.WithContainerFiles(
            SecretFileAnnotation.Folder,
            async (_, cancellationToken) =>
            [
                new ContainerFile
                {
                    Name = secret.Name,
                    Contents = await secret.GetValueAsync(cancellationToken),
                    Owner = owner,
                    Mode = UnixFileMode.UserRead,
                },
            ]);
    }

    private const UnixFileMode OpenMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')] is { Length: > 0 } folder ? folder : "/";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
