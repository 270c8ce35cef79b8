using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Devstack.Hosting.Containers.Images;

/// <summary>Names images: the reference of an <see cref="ImageSource"/> follows from what goes into it.</summary>
/// <remarks>
/// What hasn't changed has the tag that the engine already holds, so that a second start builds nothing,
/// and two checkouts with the same content share one image.
/// </remarks>
/// <param name="root">The folder that the folders of <see cref="BuiltImage"/> are relative to: the repository's root.</param>
public sealed class ImageCatalog(string root)
{
    private const int TagLength = 12;

    // Generated, or of no effect on the image: neither changes what a Dockerfile copies.
    private static readonly string[] Ignored = [".build", ".machine", "obj", "__pycache__", ".pytest_cache", "tests", "node_modules", ".git"];

    private readonly ConcurrentDictionary<ImageSource, string> _references = new();

    /// <summary>Which image is used in the place of another, for example one of a mirror. Default: each one itself.</summary>
    public Func<ImageSource, ImageSource> InsteadOf { get; init; } = source => source;

    /// <summary>The reference that containers are created from, for example <c>devstack/miniature-mysql:0f3c2b1a9d8e</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder of an image to build doesn't exist.</exception>
    public string ReferenceOf(ImageSource source) => _references.GetOrAdd(source, Name);

    /// <summary>The build context of an image as a whole path.</summary>
    public string ContextOf(BuiltImage image) => Path.Combine(root, image.Folder);

    /// <summary>The script of a base image as a whole path.</summary>
    public string ScriptOf(BaseImage image) => Path.Combine(root, image.Script);

    private string Name(ImageSource source) => source switch
    {
        PulledImage pulled => pulled.Reference,
        BaseImage image => image.Name,
        BuiltImage built => $"{built.Name}:{Hash(built)[..TagLength]}",
        _ => throw new NotSupportedException($"An image of type {source.GetType().Name} has no reference."),
    };

    private string Hash(BuiltImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(ReferenceOf(image.From) + "\n"));
        foreach (var (name, value) in image.Arguments.OrderBy(argument => argument.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}={value}\n"));
        }

        Append(hash, ContextOf(image), "");
        foreach (var (place, folder) in image.Folders.OrderBy(folder => folder.Key, StringComparer.Ordinal))
        {
            Append(hash, folder, place + "/");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string folder, string place)
    {
        foreach (var file in FilesOf(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{place}{file}\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))));
        }
    }

    // By name order and with forward slashes: the same hash on every operating system. A platform's own tests are part
    // of its image (they run there); only a tests folder right below the context belongs to the image's development.
    private static IEnumerable<string> FilesOf(string context) => Directory
        .EnumerateFiles(context, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(context, file).Replace('\\', '/'))
        .Where(file => !Ignored.Contains(file.Split('/')[0]) && !file.Contains("/__pycache__/", StringComparison.Ordinal) && !file.EndsWith(".md", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
