using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;

namespace Devstack.CommandLine.Running;

/// <summary>Takes the values of the model's secret parameters out of text that people and files will see.</summary>
internal sealed class SecretMask(DistributedApplicationModel model)
{
    // Shorter ones would tear holes into ordinary words.
    private const int Shortest = 6;

    public async Task<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return lines;
        }

        var secrets = new List<string>();
        foreach (var parameter in ModelSecrets.Of(model.Resources))
        {
            if (await ValueOfAsync(parameter, cancellationToken) is { Length: >= Shortest } value)
            {
                secrets.Add(value);
            }
        }

        return [.. lines.Select(line => secrets.Aggregate(line, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal)))];
    }

    private static async Task<string?> ValueOfAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            return await parameter.GetValueAsync(cancellationToken);
        }
        catch (DistributedApplicationException)
        {
            // A parameter without a value has nothing to hide.
            return null;
        }
    }
}
