using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Running;

/// <summary>What is said about resources that failed: the cause, not all that fell with it.</summary>
internal static class FailureTexts
{
    /// <summary>One line for each resource that failed by itself.</summary>
    /// <param name="resources">All resources.</param>
    public static IEnumerable<string> Of(IReadOnlyCollection<ResourceStatus> resources) => CausesOf(resources).Select(Line);

    /// <summary>The resources that failed by themselves; all that failed when each one waits for another.</summary>
    public static IReadOnlyList<ResourceStatus> CausesOf(IReadOnlyCollection<ResourceStatus> resources)
    {
        var failed = resources.Where(resource => Readiness.Of(resource) is ResourceReadiness.Failed).ToDictionary(resource => resource.Name);
        var causes = failed.Values.Where(resource => !FellWithAnother(resource)).ToList();
        return causes.Count > 0 ? causes : [.. failed.Values];

        bool FellWithAnother(ResourceStatus resource) =>
            resource.State == KnownResourceStates.FailedToStart
            && resource.WaitsFor.Any(failed.ContainsKey);
    }

    private static string Line(ResourceStatus resource) => resource switch
    {
        _ when resource.State == KnownResourceStates.ValueMissing =>
            $"The parameter '{resource.Name}' has no value. Give it one on the dashboard, or with the environment variable Parameters__{resource.Name.Replace('-', '_')}.",
        { Kind: ResourceKinds.Image } =>
            $"The image '{resource.Name}' could not be pulled or built. Its log says why: ./devstack status, or its line on the dashboard.",
        { Kind: ResourceKinds.Job } =>
            $"The job '{resource.Name}' failed{Reason(resource)}. See ./devstack logs {resource.Name}; once the cause is gone, start it again on the dashboard or run ./devstack stop and run.",
        _ => $"'{resource.Name}' failed{Reason(resource)}. See ./devstack logs {resource.Name}.",
    };

    private static string Reason(ResourceStatus resource)
    {
        var reason = Output.ResourceText.FirstLine(resource.Detail);
        return reason.Length > 0 ? $" ({reason})"
            : resource.State == KnownResourceStates.FailedToStart ? " to start"
            : $" ({resource.State})";
    }
}
