using System.Globalization;
using System.Text;
using Devstack.Compose.Document;
using Devstack.Compose.Rules;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Compose.Files;

/// <summary><c>secrets/create.sh</c>: makes the secrets that are missing, and from all of them what the containers read.</summary>
internal static class SecretsScript
{
    public static PublishedFile Write(ComposeContext context)
    {
        var text = new StringBuilder(ComposeOutput.Resource("create-secrets.sh"));
        text.Append("\n# Secrets\n");
        foreach (var secret in context.Document.Parameters.OfType<SecretSpec>())
        {
            text.Append(secret.Generator switch
            {
                RandomText random => string.Create(CultureInfo.InvariantCulture, $"create {secret.Name} random {random.Length} {Quote(random.Characters)}\n"),
                RsaKey key => string.Create(CultureInfo.InvariantCulture, $"create {secret.Name} rsa_key {key.Bits}\n"),
                _ => $"given {secret.Name}\n",
            });
        }

        text.Append("complain_about_missing\n\n# What containers read\n");
        foreach (var reader in context.Readers.Values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(reader.Encoding is ValueEncoding.Uri ? "encode" : "plain")} {reader.Secret} | reader {reader.OwnerName} {reader.FileName}\n");
        }

        foreach (var (service, variables) in context.SecretEnvironments)
        {
            text.Append("{\n");
            foreach (var variable in variables)
            {
                Write(text, context, variable);
            }

            text.Append(CultureInfo.InvariantCulture, $"}} | environment {service}\n");
        }

        var file = PublishedFile.WithHeader("secrets/create.sh", text.ToString());
        return file with { Content = (byte[])[.. "#!/bin/sh\n"u8, .. file.Content.Span], IsExecutable = true };
    }

    // Each value between double quotes, in which Compose takes \\, \" and $$ for \, " and $.
    private static void Write(StringBuilder text, ComposeContext context, VariableSpec variable)
    {
        text.Append(CultureInfo.InvariantCulture, $"    printf '%s' '{variable.Name}=\"'\n");
        foreach (var piece in variable.Value.Pieces)
        {
            text.Append("    ").Append(piece switch
            {
                TextPiece known => $"printf '%s' {Quote(known.Text)} | quoted",
                ParameterPiece { IsSecret: true, Encoding: ValueEncoding.Uri } secret => $"encode {secret.Parameter} | quoted",
                ParameterPiece { IsSecret: true } secret => $"quoted <{secret.Parameter}",
                ParameterPiece setting => $"printf '%s' {Quote(Escaped(context.Setting(setting)))}",
                _ => throw new NotSupportedException(),
            }).Append('\n');
        }

        text.Append("    printf '\"\\n'\n");
    }

    // Without the dollar signs: Compose puts the setting in afterwards.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
