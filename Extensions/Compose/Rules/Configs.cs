using System.Security.Cryptography;
using System.Text;
using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>Open files as configs.</summary>
internal static class Configs
{
    private const string HashLabel = "devstack.files";
    private const int HashLength = 16;

    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        if (workload.Files.Count == 0)
        {
            return;
        }

        var hash = new StringBuilder();
        foreach (var file in workload.Files)
        {
            var folder = context.ConfigFolders.Of(workload, file);
            var key = KeyOf(folder, file);
            context.File.Configs[key] = $"./{PathOf(folder, file)}";
            service.Configs.Add(new(key, file.Path));
            hash.Append(file.Path).Append(file.Hash);
        }

        // Compose makes a container anew when its description changes, and the content of a file is no part of that.
        service.Labels[HashLabel] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString())))[..HashLength];
    }

    /// <summary>Where a file lies in the output.</summary>
    public static string PathOf(string folder, FileSpec file) => $"config/{folder}{file.Path}";

    private static string KeyOf(string folder, FileSpec file) =>
        folder + string.Concat(file.Path.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));
}

/// <summary>The folder of each file below <c>config</c>: its service's; for one that several services have in common, <c>_shared</c>.</summary>
internal sealed class ConfigFolders(DeploymentDocument document)
{
    // An underscore: no workload is called so.
    private const string Shared = "_shared";

    private readonly Dictionary<string, string> _shared = document.Workloads
        .SelectMany(workload => workload.Files, (workload, file) => (file.Path, file.Hash))
        .GroupBy(file => file)
        .Where(same => same.Count() > 1)
        .GroupBy(same => same.Key.Path)
        .Where(contents => contents.Count() == 1)
        .ToDictionary(contents => contents.Key, contents => contents.Single().Key.Hash);

    public string Of(WorkloadSpec workload, FileSpec file) => _shared.GetValueOrDefault(file.Path) == file.Hash ? Shared : workload.Name;
}
