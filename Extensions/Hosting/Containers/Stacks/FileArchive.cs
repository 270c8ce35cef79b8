using System.Formats.Tar;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>All files that a container gets before it starts, as one archive to be unpacked at its root.</summary>
/// <remarks>Files only: the folders above them keep the owner and the mode that the image gave them.</remarks>
internal static class FileArchive
{
    private const UnixFileMode DefaultMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The archive, at its beginning; empty when there are no files.</summary>
    public static async Task<Stream> OfAsync(ContainerResource container, IServiceProvider services, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, (ContainerFileBase File, ContainerFileSystemCallbackAnnotation Source)>(StringComparer.Ordinal);
        foreach (var source in container.Annotations.OfType<ContainerFileSystemCallbackAnnotation>())
        {
            var items = await source.Callback(new() { Model = container, Services = services }, cancellationToken);
            foreach (var (path, file) in items.SelectMany(item => FilesOf(item, source.DestinationPath.TrimEnd('/'))))
            {
                files[path] = (file, source);
            }
        }

        var archive = new MemoryStream();
        if (files.Count > 0)
        {
            await using var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
            foreach (var (path, (file, source)) in files)
            {
                await writer.WriteEntryAsync(await EntryOfAsync(path, file, source, cancellationToken), cancellationToken);
            }
        }

        archive.Position = 0;
        return archive;
    }

    private static IEnumerable<(string Path, ContainerFileBase File)> FilesOf(ContainerFileSystemItem item, string folder)
    {
        var path = $"{folder}/{item.Name}";
        return item switch
        {
            ContainerFileBase file => [(path, file)],
            ContainerDirectory directory => directory.Entries.SelectMany(entry => FilesOf(entry, path)),
            _ => throw new NotSupportedException($"{path}: a {item.GetType().Name} can't be copied into a container."),
        };
    }

    private static async Task<TarEntry> EntryOfAsync(string path, ContainerFileBase file, ContainerFileSystemCallbackAnnotation source, CancellationToken cancellationToken) =>
        new PaxTarEntry(TarEntryType.RegularFile, path.TrimStart('/'))
        {
            DataStream = file.SourcePath is { } from
                ? new MemoryStream(await File.ReadAllBytesAsync(from, cancellationToken))
                : new MemoryStream(Encoding.UTF8.GetBytes(file.Contents ?? "")),
            Mode = file.Mode is 0 ? DefaultMode : file.Mode,
            Uid = file.Owner ?? source.DefaultOwner ?? 0,
            Gid = file.Group ?? source.DefaultGroup ?? 0,
        };
}
