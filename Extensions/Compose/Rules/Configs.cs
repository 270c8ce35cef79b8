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
            var key = KeyOf(workload, file);
            context.File.Configs[key] = "./" + PathOf(workload, file);
            service.Configs.Add(new(key, file.Path));
            hash.Append(file.Path).Append(file.Hash);
        }

        // Compose makes a container anew when its description changes, and the content of a file is no part of that.
        service.Labels[HashLabel] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString())))[..HashLength];
    }

    /// <summary>Where a file lies in the output.</summary>
    public static string PathOf(WorkloadSpec workload, FileSpec file) => $"config/{workload.Name}{file.Path}";

    private static string KeyOf(WorkloadSpec workload, FileSpec file) =>
        workload.Name + string.Concat(file.Path.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));
}
