using System.Globalization;
using System.Xml.Linq;
using Devstack.OpenEdx.Development.Debuggers;

namespace Devstack.CommandLine.Verbs.Debugging;

/// <summary>Writes run configurations "Attach to DAP" into <c>.run/</c>, a file each (PyCharm 2025.2 and later speak debugpy's protocol).</summary>
internal static class PyCharm
{
    /// <summary>Writes Devstack's own files; others in the folder are left alone.</summary>
    /// <returns>The files.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        string folder, IReadOnlyList<DebuggerTarget> targets, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        Directory.CreateDirectory(Path.Combine(folder, ".run"));
        foreach (var target in targets.Where(target => target.Runtime is DebuggedRuntime.Python))
        {
            var path = Path.Combine(folder, ".run", $"Devstack {target.Name}.run.xml");
            await File.WriteAllTextAsync(path, Configuration(target, folder) + "\n", cancellationToken);
            files.Add(path);
        }

        return files;
    }

    private static XElement Configuration(DebuggerTarget target, string folder) => new(
        "component",
        new XAttribute("name", "ProjectRunConfigurationManager"),
        new XElement(
            "configuration",
            new XAttribute("default", "false"),
            new XAttribute("name", $"Devstack {target.Name}"),
            new XAttribute("type", "PythonDapAttachConfiguration"),
            new XElement("option", new XAttribute("name", "remoteAddress"), new XAttribute("value", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{target.Port}"))),
            new XElement(
                "PathMappingSettings",
                new XElement(
                    "option",
                    new XAttribute("name", "pathMappings"),
                    new XElement("list", target.Mappings.Select(mapping => new XElement(
                        "mapping",
                        new XAttribute("local-root", Local(mapping.Local, folder)),
                        new XAttribute("remote-root", mapping.Remote)))))),
            new XElement("method", new XAttribute("v", "2"))));

    private static string Local(string local, string folder)
    {
        var relative = Path.GetRelativePath(folder, local).Replace('\\', '/');
        return relative == "." ? "$PROJECT_DIR$" : Path.IsPathRooted(relative) ? local : $"$PROJECT_DIR$/{relative}";
    }
}
