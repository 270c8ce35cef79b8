using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>What can't be as good as it should be, since nothing in the model says what an image runs.</summary>
internal static class UnknownStarts
{
    /// <summary>A sentence for each workload: what is worse, and what to do.</summary>
    public static IEnumerable<string> Warnings(DeploymentDocument document)
    {
        foreach (var workload in Shown(document))
        {
            yield return $"'{workload.Name}' gets {string.Join(", ", SecretVariablesOf(workload))} as plain variables, which 'docker inspect' shows on the server: " +
                $"nothing says what {workload.Image.Reference} runs, so no shell can read them from files before it. Say it with WithEntrypoint and WithArgs, or give files with WithSecretFile.";
        }

        foreach (var job in document.Jobs.Where(job => job.Schedule is null && Starts.IsUnknown(job)))
        {
            yield return $"'{job.Name}' runs at each 'docker compose up', also when it is done: nothing says what {job.Image.Reference} runs. Say it with AsJob, or with WithEntrypoint and WithArgs.";
        }
    }

    /// <summary>The workloads whose secrets are in the descriptions of their containers.</summary>
    public static IEnumerable<WorkloadSpec> Shown(DeploymentDocument document) =>
        document.Workloads.Where(workload => workload.HasSecretVariables && Starts.IsUnknown(workload));

    private static IEnumerable<string> SecretVariablesOf(WorkloadSpec workload) =>
        workload.Environment.Where(variable => variable.Value.Parameters.Any(parameter => parameter.IsSecret)).Select(variable => variable.Name);
}
