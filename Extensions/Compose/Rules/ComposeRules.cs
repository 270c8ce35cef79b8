using Devstack.Compose.Document;
using Devstack.Publishing.Document;
using Devstack.Publishing.Reading;

namespace Devstack.Compose.Rules;

/// <summary>What a document may say and Compose can't.</summary>
internal static class ComposeRules
{
    private static readonly string[] s_reserved = [RunOnce.StateService, RunOnce.DoneService, VolumeOwners.Service];

    /// <exception cref="PublishException">Something can't be expressed; all problems are in the message.</exception>
    public static void Check(DeploymentDocument document)
    {
        var problems = new Problems("compose");
        foreach (var workload in document.Workloads)
        {
            Check(workload, problems);
        }

        foreach (var setting in document.Parameters.OfType<SettingSpec>())
        {
            if (setting.Default is { } value && !ComposeText.CanBeDefault(value))
            {
                problems.Add(setting.Name, "has a default with a brace or a line break, which Compose can't have as a default. Leave publishValueAsDefault out: then it stands in .env.");
            }

            if (setting.IsUriEncoded)
            {
                problems.Add(setting.Name, "is an open parameter in a URI, which Compose can't encode. Make it a secret, or put the whole URI into a parameter.");
            }
        }

        foreach (var pair in document.Parameters.OfType<SettingSpec>().GroupBy(setting => ComposeText.VariableOf(setting.Name)).Where(group => group.Count() > 1))
        {
            problems.Add(pair.First().Name, $"has the same variable in .env as '{pair.Last().Name}': {pair.Key}. Call one of them otherwise.");
        }

        problems.Check();
    }

    private static void Check(WorkloadSpec workload, Problems problems)
    {
        if (s_reserved.Contains(workload.Name))
        {
            problems.Add(workload.Name, "has a name that the Compose file needs for itself. Call the resource otherwise.");
        }

        if (workload is ServiceSpec { Replicas: > 1 } && workload.Endpoints.Any(endpoint => endpoint.PublicPort is not null))
        {
            problems.Add(workload.Name, "has replicas and a port outside of the stack, which only one container can have. Put a proxy before it.");
        }
    }
}
