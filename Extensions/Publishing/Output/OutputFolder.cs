using System.Text;

namespace Devstack.Publishing.Output;

/// <summary>Writes a target's files into a folder that people work in.</summary>
/// <remarks>
/// <c>generated.sha256</c> lists what was written, in the form of <c>sha256sum</c>. A listed file that is different now was
/// changed by hand: it is kept as <c>.orig</c>. What was never listed is the user's: only a new file of the same name puts it aside.
/// </remarks>
public static class OutputFolder
{
    /// <summary>The list of what was written.</summary>
    public const string ListName = "generated.sha256";

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ExecutableMode = FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes <paramref name="files"/> into <paramref name="folder"/>.</summary>
    /// <param name="folder">The folder; it is created when it doesn't exist.</param>
    /// <param name="files">All the files of the target; what was written before and is no longer among them goes.</param>
    /// <param name="cancellationToken">Ends the writing between two files.</param>
    /// <returns>What was done.</returns>
    public static async Task<OutputChanges> WriteAsync(string folder, IReadOnlyList<PublishedFile> files, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(files);

        Directory.CreateDirectory(folder);
        var before = await ListAsync(folder, cancellationToken);
        var changes = new OutputChanges();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            await (file.IsUsers ? PutOnceAsync(folder, file, changes, cancellationToken) : PutAsync(folder, file, before, changes, cancellationToken));
        }

        foreach (var (path, hash) in before.Where(entry => files.All(file => file.Path != entry.Key)))
        {
            Remove(folder, path, hash, changes);
        }

        var list = string.Concat(files.Where(file => !file.IsUsers).OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Hash}  {file.Path}\n"));
        await ReplaceAsync(Path.Combine(folder, ListName), Encoding.UTF8.GetBytes(list), FileMode, cancellationToken);
        return changes;
    }

    private static async Task PutAsync(
        string folder, PublishedFile file, Dictionary<string, string> before, OutputChanges changes, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file.Path);
        if (File.Exists(path))
        {
            var found = PublishedFile.HashOf(await File.ReadAllBytesAsync(path, cancellationToken));
            if (found == file.Hash)
            {
                SetMode(path, file.IsExecutable ? ExecutableMode : FileMode);
                return;
            }

            if (!before.TryGetValue(file.Path, out var written) || written != found)
            {
                Keep(folder, file.Path, changes);
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await ReplaceAsync(path, file.Content, file.IsExecutable ? ExecutableMode : FileMode, cancellationToken);
        changes.Add(file.Path);
    }

    private static async Task PutOnceAsync(string folder, PublishedFile file, OutputChanges changes, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file.Path);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await ReplaceAsync(path, file.Content, file.IsExecutable ? ExecutableMode : FileMode, cancellationToken);
            changes.Add(file.Path);
        }
    }

    private static void Remove(string folder, string file, string written, OutputChanges changes)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            return;
        }

        if (PublishedFile.HashOf(File.ReadAllBytes(path)) == written)
        {
            File.Delete(path);
            changes.Remove(file);
        }
        else
        {
            Keep(folder, file, changes);
        }
    }

    private static void Keep(string folder, string file, OutputChanges changes)
    {
        var copy = $"{file}.orig";
        for (var number = 1; File.Exists(Path.Combine(folder, copy)); number++)
        {
            copy = $"{file}.orig.{number}";
        }

        File.Move(Path.Combine(folder, file), Path.Combine(folder, copy));
        changes.Keep(file, copy);
    }

    // Renamed into place: whoever reads meanwhile sees the old file or the new one.
    private static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var next = path + ".next";
        await File.WriteAllBytesAsync(next, content, cancellationToken);
        SetMode(next, mode);
        File.Move(next, path, overwrite: true);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static async Task<Dictionary<string, string>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var list = Path.Combine(folder, ListName);
        return File.Exists(list)
            ? (await File.ReadAllLinesAsync(list, cancellationToken))
                .Select(line => line.Split("  ", 2))
                .Where(parts => parts.Length == 2 && !parts[1].Contains("..", StringComparison.Ordinal) && !Path.IsPathRooted(parts[1]))
                .ToDictionary(parts => parts[1], parts => parts[0])
            : [];
    }
}

/// <summary>What <see cref="OutputFolder"/> did.</summary>
public sealed class OutputChanges
{
    private readonly List<string> _written = [];
    private readonly List<string> _removed = [];
    private readonly List<KeptFile> _kept = [];

    /// <summary>New or different files.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Files that are no longer part of the output.</summary>
    public IReadOnlyList<string> Removed => _removed;

    /// <summary>Files that had been changed by hand.</summary>
    public IReadOnlyList<KeptFile> Kept => _kept;

    internal void Add(string file) => _written.Add(file);

    internal void Remove(string file) => _removed.Add(file);

    internal void Keep(string file, string copy) => _kept.Add(new(file, copy));
}

/// <summary>A generated file that had been changed by hand.</summary>
/// <param name="File">The file.</param>
/// <param name="Copy">Where the changed one is now.</param>
public sealed record KeptFile(string File, string Copy);
