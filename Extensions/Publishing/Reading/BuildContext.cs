using System.IO.Enumeration;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads the files of a build context.</summary>
internal static class BuildContext
{
    // What a person's tools leave behind, and what is this machine's own: never part of what is published.
    private static readonly HashSet<string> s_left = [".machine", ".git", "__pycache__", ".pytest_cache", "node_modules", ".vs", ".idea"];

    private const UnixFileMode Executable = UnixFileMode.UserExecute;

    /// <summary>The files by path, without those that <c>.dockerignore</c> leaves out.</summary>
    public static IReadOnlyList<FileSpec> Read(string folder)
    {
        var ignore = IgnoreRules.Read(Path.Combine(folder, ".dockerignore"));
        return
        [
            .. FilesOf(folder)
                .Select(file => (file, path: Path.GetRelativePath(folder, file).Replace('\\', '/')))
                .Where(pair => !ignore.Matches(pair.path))
                .OrderBy(pair => pair.path, StringComparer.Ordinal)
                .Select(pair => new FileSpec(pair.path, File.ReadAllBytes(pair.file), IsExecutable(pair.file))),
        ];
    }

    /// <summary>Whether a file may be run; on Windows, where no mode says so, a script of a shell may.</summary>
    public static bool IsExecutable(string file) => OperatingSystem.IsWindows()
        ? file.EndsWith(".sh", StringComparison.Ordinal)
        : (File.GetUnixFileMode(file) & Executable) != 0;

    private static FileSystemEnumerable<string> FilesOf(string folder) => new(
        folder,
        (ref entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref entry) => !s_left.Contains(entry.FileName.ToString())
            && !File.Exists(Path.Combine(entry.ToFullPath(), "project.assets.json")), // MSBuild's own folder
    };
}

/// <summary>The patterns of a <c>.dockerignore</c>: a path or its beginning, <c>*</c> and <c>?</c> within a part, <c>**</c> across, <c>!</c> for an exception.</summary>
internal sealed class IgnoreRules(IReadOnlyList<string> lines)
{
    public static IgnoreRules Read(string file) => new(File.Exists(file)
        ? [.. File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')]
        : []);

    public bool Matches(string path)
    {
        var matches = false;
        foreach (var line in lines)
        {
            var isException = line[0] is '!';
            var pattern = line.TrimStart('!').TrimStart('/').TrimEnd('/');
            if (Prefixes(path).Any(prefix => Match(pattern.Split('/'), prefix.Split('/'))))
            {
                matches = !isException;
            }
        }

        return matches;
    }

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }

        yield return path;
    }

    private static bool Match(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path) => pattern switch
    {
        [] => path.IsEmpty,
        ["**", .. var rest] => Match(rest, path) || (!path.IsEmpty && Match(pattern, path[1..])),
        _ => !path.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false) && Match(pattern[1..], path[1..]),
    };
}
