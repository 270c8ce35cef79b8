namespace Devstack.Hosting.Containers.Images;

/// <summary>A build context with folders from elsewhere in it: a copy that is gone after the build.</summary>
internal sealed class StagedContext : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("devstack-build-");

    private StagedContext()
    {
    }

    /// <summary>The copy.</summary>
    public string Path => _folder.FullName;

    /// <summary>Copies a context and what belongs into it.</summary>
    /// <param name="context">The folder with the Dockerfile.</param>
    /// <param name="folders">Other folders, by their place in the context.</param>
    public static StagedContext Of(string context, IReadOnlyDictionary<string, string> folders)
    {
        var staged = new StagedContext();
        Copy(context, staged.Path);
        foreach (var (place, folder) in folders)
        {
            Copy(folder, System.IO.Path.Combine(staged.Path, place));
        }

        return staged;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file)));
        }
    }
}
