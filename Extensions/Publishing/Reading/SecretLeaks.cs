using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Looks for the values of secrets, as far as this machine knows them, in what is about to be written.</summary>
internal static class SecretLeaks
{
    // Shorter ones are words that stand in files for other reasons.
    private const int Shortest = 8;

    // What each private key in PEM has (RFC 7468, section 10 and 11; PKCS#1's and SEC1's, too).
    private static readonly byte[] s_privateKey = Encoding.ASCII.GetBytes("PRIVATE KEY-----");

    public static async Task CheckAsync(
        IEnumerable<ParameterResource> parameters, IReadOnlyList<WorkloadSpec> workloads, Problems problems, CancellationToken cancellationToken)
    {
        var secrets = new List<(string Name, byte[] Value)>();
        // Making a key only to look for it takes longer than all else here; a key is known by its first line.
        foreach (var parameter in parameters.Where(parameter => parameter.Secret && parameter.Annotations.OfType<SecretGeneratorAnnotation>().LastOrDefault()?.Generator is not RsaKey))
        {
            if (await ValueOfAsync(parameter, cancellationToken) is { Length: >= Shortest } value)
            {
                secrets.Add((parameter.Name, Encoding.UTF8.GetBytes(value)));
            }
        }

        foreach (var workload in workloads)
        {
            var texts = workload.Files.Select(file => (Place: $"file {file.Path}", file.Content))
                .Concat(workload.Environment.Select(variable => ($"environment variable {variable.Name}", Bytes(variable.Value))))
                .Concat(workload.Arguments.Select(argument => ("arguments", Bytes(argument))));
            foreach (var (place, content) in texts)
            {
                if (content.Span.IndexOf(s_privateKey) >= 0)
                {
                    problems.Add(workload.Name, $"has a private key in its {place}. Give it as a file of its own: WithSecretFile.");
                }

                foreach (var secret in secrets.Where(secret => content.Span.IndexOf(secret.Value) >= 0))
                {
                    problems.Add(workload.Name, $"has the value of the secret '{secret.Name}' in its {place}. Give it as a file of its own: WithSecretFile.");
                }
            }
        }
    }

    private static ReadOnlyMemory<byte> Bytes(Value value) => Encoding.UTF8.GetBytes(string.Concat(value.Pieces.OfType<TextPiece>().Select(piece => piece.Text)));

    private static async Task<string?> ValueOfAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            return await parameter.GetValueAsync(cancellationToken);
        }
        catch (MissingParameterValueException)
        {
            return null; // it is known only where the stack is deployed
        }
    }
}
