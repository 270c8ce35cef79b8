using System.Text;
using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>Secrets as files; and those that a program only takes from its environment.</summary>
/// <remarks>
/// When it is known what the container runs, a shell puts the values into the environment of that process alone: neither the
/// Compose file nor the container's description has them. Else they come by a file that only the server's administrator reads, and
/// <c>docker inspect</c> shows them, which <see cref="UnknownStarts"/> says.
/// </remarks>
internal static class Secrets
{
    private const string SettingPrefix = "SETTING_";

    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        foreach (var file in workload.SecretFiles)
        {
            Mount(context, service, new(file.Secret, file.Encoding, file.Owner), file.Path);
        }

        var secret = workload.Environment.Where(variable => variable.Value.Parameters.Any(parameter => parameter.IsSecret)).ToList();
        if (secret.Count == 0)
        {
            return;
        }

        if (service.Entrypoint.Count > 0)
        {
            Export(context, workload, service, secret);
        }
        else
        {
            context.SecretEnvironments[service.Name] = secret;
            service.EnvironmentFiles.Add($"./secrets/environment/{service.Name}.env");
        }
    }

    private static void Export(ComposeContext context, WorkloadSpec workload, ComposeService service, IEnumerable<VariableSpec> variables)
    {
        var script = new StringBuilder();
        foreach (var variable in variables)
        {
            script.Append("export ").Append(variable.Name).Append('=');
            foreach (var piece in variable.Value.Pieces)
            {
                script.Append(piece switch
                {
                    TextPiece text => Quote(text.Text),
                    ParameterPiece { IsSecret: true } parameter => $"\"$(cat {PathOf(context, workload, service, parameter)})\"",
                    ParameterPiece parameter => SettingOf(context, service, parameter),
                    _ => throw new NotSupportedException(),
                });
            }

            script.Append('\n');
        }

        script.Append("exec \"$@\"");
        string[] command = [.. service.Entrypoint, .. service.Command];
        service.Entrypoint.Clear();
        service.Command.Clear();
        foreach (var part in (string[])["/bin/sh", "-c", ComposeText.Literal(script.ToString()), "start"])
        {
            service.Entrypoint.Add(part);
        }

        foreach (var part in command)
        {
            service.Command.Add(part);
        }
    }

    private static string PathOf(ComposeContext context, WorkloadSpec workload, ComposeService service, ParameterPiece parameter)
    {
        var reader = new SecretReader(parameter.Parameter, parameter.Encoding, OwnerOf(workload));
        var path = $"/run/secrets/{reader.FileName}";
        if (service.Secrets.All(mount => mount.Target != path))
        {
            Mount(context, service, reader, path);
        }

        return path;
    }

    // Compose would put a setting's value into the script as it is; as a variable no character of it means anything.
    private static string SettingOf(ComposeContext context, ComposeService service, ParameterPiece parameter)
    {
        var variable = SettingPrefix + ComposeText.VariableOf(parameter.Parameter);
        service.Environment[variable] = context.Setting(parameter);
        return $"\"${variable}\"";
    }

    private static int? OwnerOf(WorkloadSpec workload) =>
        int.TryParse(workload.User?.User, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;

    private static void Mount(ComposeContext context, ComposeService service, SecretReader reader, string path)
    {
        context.Readers[reader.Key] = reader;
        context.File.Secrets[reader.Key] = $"./secrets/{reader.File}";
        service.Secrets.Add(new(reader.Key, path));
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
