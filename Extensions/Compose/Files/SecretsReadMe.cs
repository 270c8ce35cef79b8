using System.Globalization;
using System.Text;
using Devstack.Compose.Rules;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Files;

/// <summary><c>secrets/README.md</c>: which secrets there are, how they come to be, and who reads them.</summary>
internal static class SecretsReadMe
{
    public static string Write(DeploymentDocument document)
    {
        var text = new StringBuilder("""

            # Secrets

            Each secret is a file here, with the mode 0600 and no line break at its end. `sh secrets/create.sh` makes those that
            are missing and never changes one that is there. For a secret of your own, write the file before:

                printf '%s' 'the value' > secrets/NAME && chmod 600 secrets/NAME

            | file | how it is made | read by |
            | --- | --- | --- |

            """);
        foreach (var secret in document.Parameters.OfType<SecretSpec>())
        {
            var description = secret.Description.Length > 0 ? $" ({secret.Description.ReplaceLineEndings(" ")})" : "";
            text.Append(CultureInfo.InvariantCulture, $"| `{secret.Name}` | {HowOf(secret.Generator)}{description} | {string.Join(", ", secret.UsedBy)} |\n");
        }

        text.Append("""

            `readers/` and `environment/` are made from these files by the same script, in the spelling and for the user of each
            container; the folder's own mode 0700 keeps everybody else out. After you changed a secret, run the script again and
            then `docker compose up --detach --wait --force-recreate`. A server that stored a password with its data, such as a
            database, has to be told of a new one by its own means first.

            Back these files up apart from the data, and keep them as long: most data can't be read without them.

            """);
        foreach (var workload in UnknownStarts.Shown(document))
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                The secrets of {workload.Name} are variables of its container, by `environment/{workload.Name}.env`: whoever may use Docker here sees
                them with `docker inspect`. Nobody said what its image runs, so they can't be read from files before it.


                """);
        }

        return text.ToString();
    }

    private static string HowOf(SecretGenerator generator) => generator switch
    {
        RandomText random => string.Create(CultureInfo.InvariantCulture, $"{random.Length} random characters"),
        RsaKey key => string.Create(CultureInfo.InvariantCulture, $"an RSA key of {key.Bits} bits, PEM, by openssl"),
        _ => "**you write it**",
    };
}
