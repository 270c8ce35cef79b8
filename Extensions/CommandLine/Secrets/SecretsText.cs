using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Verbs;
using Devstack.OpenEdx.Secrets;

namespace Devstack.CommandLine.Secrets;

/// <summary>Tells of secrets, without a value of one.</summary>
internal static class SecretsText
{
    public static string Write(
        IReadOnlyList<ParameterResource> secrets, SecretSources sources, Func<ParameterResource, IReadOnlyList<string>> readers, bool asJson)
    {
        var rows = secrets.Select(secret => new SecretRow(
            secret.Name,
            secret.Annotations.OfType<SecretAnnotation>().LastOrDefault()?.Purpose ?? secret.Description ?? "",
            SourceOf(secret, sources),
            readers(secret))).ToList();
        return asJson
            ? JsonSerializer.Serialize(rows, VerbContext.JsonFormat) + "\n"
            : TextTable.Write([["NAME", "SOURCE", "FOR"], .. rows.Select(row => new[] { row.Name, row.Source, row.Purpose })]);
    }

    private static string SourceOf(ParameterResource secret, SecretSources sources) =>
        sources.OriginOf(secret.Name)?.Text
        ?? (secret.Default is null ? $"missing: ./devstack secrets set {secret.Name}" : "generated at the first start");

    private sealed record SecretRow(string Name, string Purpose, string Source, IReadOnlyList<string> Readers);
}
