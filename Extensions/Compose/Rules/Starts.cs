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
}
