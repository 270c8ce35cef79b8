using System.Globalization;
using System.Text;
using Devstack.Compose.Document;
using Devstack.Compose.Rules;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Files;

/// <summary><c>.env.example</c>: each variable of the Compose file, and what it is for.</summary>
internal static class EnvironmentExample
{
    public static string Write(DeploymentDocument document)
    {
        var text = new StringBuilder("""
            # Copy this to .env and fill in what has no value. A line with a comment sign shows the default.
            # In single quotes no character of a value means anything. Secrets are not here: see secrets/README.md.

            """);
        foreach (var setting in document.Parameters.OfType<SettingSpec>())
        {
            var variable = ComposeText.VariableOf(setting.Name);
            var description = setting.Description.Length > 0 ? setting.Description.ReplaceLineEndings(" ") : $"The parameter '{setting.Name}'.";
            text.Append(CultureInfo.InvariantCulture, $"\n# {description} Read by: {string.Join(", ", setting.UsedBy)}.\n");
            text.Append(setting.Default is { } value ? $"# {variable}='{value}'\n" : $"{variable}=\n");
        }

        if (Ports.UseAddress(document))
        {
            text.Append(CultureInfo.InvariantCulture, $"""

                # The address that ports without TLS are bound to. Leave it, with a proxy that speaks TLS on this server before them.
                # {Ports.AddressVariable}=127.0.0.1

                """);
        }

        if (Limits.UseDefault(document))
        {
            text.Append(CultureInfo.InvariantCulture, $"""

                # The memory at which a container is killed and started again, for those without a limit of their own.
                # {Limits.MemoryVariable}={Limits.DefaultMemory}

                """);
        }

        var profiles = document.Workloads.Select(workload => workload.Profile).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (profiles.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"""

                # Optional services, by their profiles, with commas between them. There are: {string.Join(", ", profiles)}.
                # COMPOSE_PROFILES=

                """);
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            # The name before containers, networks and volumes. Another name is another installation with data of its own.
            # COMPOSE_PROJECT_NAME={document.Name}

            """);
        return text.ToString();
    }
}
