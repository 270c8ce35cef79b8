using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>What is run, with which open variables, for how long it may stop, and how many of it.</summary>
internal static class Starts
{
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        if (workload.Entrypoint is { } entrypoint)
        {
            service.Entrypoint.Add(ComposeText.Literal(entrypoint));
        }
        else if (workload.Image.Start is { } start && (workload is JobSpec || workload.HasSecretVariables))
        {
            SayWhatTheImageRuns(workload, service, start);
        }

        foreach (var argument in workload.Arguments)
        {
            service.Command.Add(context.Text(argument));
        }

        foreach (var variable in workload.Environment.Where(variable => !variable.Value.Parameters.Any(parameter => parameter.IsSecret)))
        {
            service.Environment[variable.Name] = context.Text(variable.Value);
        }

        service.StopGracePeriod = workload.StopGracePeriod is { } period ? ComposeText.Seconds(period) : null;
        service.Replicas = workload is ServiceSpec { Replicas: not 1 and var replicas } ? replicas : null;
    }

    /// <summary>Whether nothing says what the container runs, so that no script can run it.</summary>
    public static bool IsUnknown(WorkloadSpec workload) => workload is { Entrypoint: null, Image.Start: null };

    // A script that stands before it has to know what to run afterwards; a given entrypoint takes away the image's command.
    private static void SayWhatTheImageRuns(WorkloadSpec workload, ComposeService service, ImageStart start)
    {
        var command = workload.Arguments.Count == 0 ? start.Command : [];
        foreach (var part in start.Entrypoint.Count > 0 ? start.Entrypoint : command)
        {
            service.Entrypoint.Add(ComposeText.Literal(part));
        }

        foreach (var part in start.Entrypoint.Count > 0 ? command : [])
        {
            service.Command.Add(ComposeText.Literal(part));
        }
    }
}
