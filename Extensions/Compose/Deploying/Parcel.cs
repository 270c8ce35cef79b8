using System.Formats.Tar;
using System.IO.Compression;
using Devstack.Publishing.Output;

namespace Devstack.Compose.Deploying;

/// <summary>An output folder on its way to a server: what was generated, the user's own files, and the secrets that were written here.</summary>
/// <remarks>What the script makes of the secrets for their readers stays here: the server makes its own.</remarks>
internal static class Parcel
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ForItsOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly string[] s_own = [".env", "compose.override.yaml"];
    private static readonly string[] s_unfinished = [".next", ".orig"];

    /// <summary>The files that go along, by their paths in the folder.</summary>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        var generated = File.ReadAllLines(Path.Combine(folder, OutputFolder.ListName)).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 2)..]).ToList();
        var secrets = Path.Combine(folder, "secrets");
        return
        [
            .. generated,
            OutputFolder.ListName,
            .. s_own.Where(name => File.Exists(Path.Combine(folder, name))),
            .. (Directory.Exists(secrets) ? Directory.EnumerateFiles(secrets) : [])
                .Where(file => !s_unfinished.Contains(Path.GetExtension(file)))
                .Select(file => $"secrets/{Path.GetFileName(file)}")
                .Except(generated)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes the folder as tar and gzip, which tells a parcel that was cut off from a whole one.</summary>
    public static async Task WriteAsync(string folder, Stream stream, CancellationToken cancellationToken)
    {
        await using var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        await using var archive = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var path in FilesOf(folder))
        {
            var file = Path.Combine(folder, path);
            await using var content = File.OpenRead(file);
            var isGiven = path.StartsWith("secrets/", StringComparison.Ordinal);
            await archive.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = content,
                    Mode = isGiven ? ForItsOwner : ForAll | ExecutableOf(file),
                },
                cancellationToken);
        }
    }

    // Windows keeps no such bit: there it is the scripts.
    private static UnixFileMode ExecutableOf(string file)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() ? (file.EndsWith(".sh", StringComparison.Ordinal) ? Execute : UnixFileMode.None) : File.GetUnixFileMode(file) & Execute;
    }
}
