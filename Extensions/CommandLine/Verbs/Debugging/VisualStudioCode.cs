using System.Text.Encodings.Web;
using System.Text.Json;
using Devstack.OpenEdx.Development.Debuggers;

namespace Devstack.CommandLine.Verbs.Debugging;

/// <summary>Writes <c>.vscode/launch.json</c> for the extension "Python Debugger" (type <c>debugpy</c>), and for the editor's own debugger of Node.js (type <c>node</c>).</summary>
internal static class VisualStudioCode
{
    private const string Prefix = "Devstack: ";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IndentSize = 4,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Adds or renews Devstack's configurations; what else is in the file stays as it is, comments too.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="CommandFailedException">The file that is there isn't understood; nothing was written.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        string folder, IReadOnlyList<DebuggerTarget> targets, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, ".vscode", "launch.json");
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "";
        string edited;
        try
        {
            edited = LaunchFile.Edit(text, [.. targets.Select(target => (Prefix + target.Name, Configuration(target, folder)))]);
        }
        catch (JsonException error)
        {
            throw new CommandFailedException($"{path}: {error.Message} Nothing was written: mend the file and run this again.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path + ".next", edited, cancellationToken);
        File.Move(path + ".next", path, overwrite: true);
        return [path];
    }

    private static string Configuration(DebuggerTarget target, string folder) =>
        target.Runtime is DebuggedRuntime.Node ? NodeConfiguration(target, folder) : PythonConfiguration(target, folder);

    private static string NodeConfiguration(DebuggerTarget target, string folder) => JsonSerializer.Serialize(
        new
        {
            Name = Prefix + target.Name,
            Type = "node",
            Request = "attach",
            Address = "127.0.0.1",
            target.Port,
            LocalRoot = Local(target.Mappings[0].Local, folder),
            RemoteRoot = target.Mappings[0].Remote,
            Restart = true,
        },
        Format);

    private static string PythonConfiguration(DebuggerTarget target, string folder) => JsonSerializer.Serialize(
        new
        {
            Name = Prefix + target.Name,
            Type = "debugpy",
            Request = "attach",
            Connect = new { Host = "127.0.0.1", target.Port },
            PathMappings = target.Mappings.Select(mapping => new { LocalRoot = Local(mapping.Local, folder), RemoteRoot = mapping.Remote }),
            JustMyCode = false,
            Django = true,
            // A reload ends the connection: attach again by itself. A run of tests ends for good.
            Restart = target.Name != "tests",
        },
        Format);

    private static string Local(string local, string folder)
    {
        var relative = Path.GetRelativePath(folder, local).Replace('\\', '/');
        return relative == "." ? "${workspaceFolder}"
            : relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? local
            : $"${{workspaceFolder}}/{relative}";
    }
}
