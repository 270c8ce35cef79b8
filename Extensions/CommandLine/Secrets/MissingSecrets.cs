using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.CommandLine.Secrets;

/// <summary>Looks, before anything starts, whether every secret that nobody can generate has been given.</summary>
internal static class MissingSecrets
{
    /// <exception cref="CommandFailedException">One hasn't; all are told together.</exception>
    public static async Task ThrowIfAnyAsync(DistributedApplication application, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var secret in ModelSecrets.Of(application.Services.GetRequiredService<DistributedApplicationModel>().Resources).Where(secret => secret.Default is null))
        {
            try
            {
                await secret.GetValueAsync(cancellationToken);
            }
            catch (MissingParameterValueException)
            {
                missing.Add(secret.Name);
            }
        }

        if (missing.Count > 0)
        {
            throw new CommandFailedException(string.Join('\n', missing.Select(secret =>
                $"The secret '{secret}' has no value. Give it one: ./devstack secrets set {secret}, or the variable Parameters__{secret.Replace('-', '_')}.")));
        }
    }
}
