using System.Text;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads a workload's open files: text of the model, files that Aspire copies in, and folders of this machine that it only reads.</summary>
internal static class FileReader
{
    public static async Task<IReadOnlyList<FileSpec>> ReadAsync(ReadingContext context, IResource resource, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, FileSpec>(StringComparer.Ordinal);
        foreach (var text in resource.Annotations.OfType<TextFileAnnotation>())
        {
            await context.TryAsync(resource, $"file {text.Path}", () =>
            {
                files[text.Path] = new(text.Path, Encoding.UTF8.GetBytes(text.Text()), IsExecutable: false);
                return Task.CompletedTask;
            });
        }

        foreach (var copied in resource.Annotations.OfType<ContainerFileSystemCallbackAnnotation>())
        {
            await context.TryAsync(resource, $"files in {copied.DestinationPath}", async () =>
            {
                var items = await copied.Callback(new() { Model = resource, Services = context.Services }, cancellationToken);
                foreach (var file in items.SelectMany(item => Copied(context, resource, item, copied.DestinationPath.TrimEnd('/'))))
                {
                    files[file.Path] = file;
                }
            });
        }

        foreach (var file in resource.Annotations.OfType<ContainerMountAnnotation>()
            .Where(mount => mount.Type is ContainerMountType.BindMount)
            .SelectMany(mount => Mounted(context, resource, mount)))
        {
            files[file.Path] = file;
        }

        return [.. files.Values];
    }

    private static IEnumerable<FileSpec> Copied(ReadingContext context, IResource resource, ContainerFileSystemItem item, string folder)
    {
        var path = $"{folder}/{item.Name}";
        switch (item)
        {
            case ContainerDirectory directory:
                return directory.Entries.SelectMany(entry => Copied(context, resource, entry, path));
            case ContainerFile { Contents: { } contents } file:
                return [new(path, Encoding.UTF8.GetBytes(contents), IsExecutable(file))];
            case ContainerFile { SourcePath: { } source } file:
                return [new(path, File.ReadAllBytes(source), IsExecutable(file) || BuildContext.IsExecutable(source))];
            default:
                context.Problems.Add(resource.Name, $"has a file '{path}' of type {item.GetType().Name}, which can't be published.");
                return [];
        }
    }

    // What is only read is copied into the output; what is written belongs to this machine and to no other.
    private static IEnumerable<FileSpec> Mounted(ReadingContext context, IResource resource, ContainerMountAnnotation mount)
    {
        var name = Path.GetFileName(mount.Source?.TrimEnd('/'));
        if (!mount.IsReadOnly)
        {
            context.Problems.Add(resource.Name, $"mounts '{name}' of this machine on {mount.Target} and may write to it. " +
                "Use a volume for data, isReadOnly: true for files that are copied into the output, or mount it in run mode only.");
            return [];
        }

        if (File.Exists(mount.Source))
        {
            return [new(mount.Target, File.ReadAllBytes(mount.Source), BuildContext.IsExecutable(mount.Source))];
        }

        if (Directory.Exists(mount.Source))
        {
            var target = mount.Target.TrimEnd('/');
            return BuildContext.Read(mount.Source).Select(file => file with { Path = $"{target}/{file.Path}" });
        }

        context.Problems.Add(resource.Name, $"mounts '{name}' on {mount.Target}, which is neither a file nor a folder of this machine. Create it, or remove the mount.");
        return [];
    }

    private static bool IsExecutable(ContainerFile file) => (file.Mode & UnixFileMode.UserExecute) != 0;
}
