using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Reads what a database's image shall run at its first start. Compiled into each integration that has such a folder.</summary>
internal static class InitFiles
{
    public static IEnumerable<ContainerFileSystemItem> Read(string path)
    {
        if (File.Exists(path))
        {
            return [new ContainerFile { Name = Path.GetFileName(path), SourcePath = path }];
        }

        if (Directory.Exists(path))
        {
            return ContainerDirectory.GetFileSystemItemsFromPath(path, searchOptions: SearchOption.AllDirectories);
        }

        throw new DistributedApplicationException(
            $"WithInitFiles names '{path}', which doesn't exist. Put a script or a folder of scripts there, or remove the call.");
    }
}
