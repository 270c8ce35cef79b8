using System.Text.Json;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Verbs;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Stacks;

/// <summary>Tells how a stack is, from its status file and its lock.</summary>
internal sealed class StackReport(StackIdentity stack, Terminal terminal)
{
    public async Task<int> WriteAsync(bool json, CancellationToken cancellationToken)
    {
        var status = await StatusFeed.ReadAsync(stack, cancellationToken);
        if (!StackLock.IsHeld(stack))
        {
            // Whatever the file says, nobody is there to keep it true.
            status = status is null ? null : status with { Phase = StackPhase.Stopped, Dashboard = null };
        }

        await terminal.Output.WriteAsync(json ? Json(status) : Text(status));
        return ExitCodes.Success;
    }

    private string Json(StackStatus? status) =>
        JsonSerializer.Serialize<object>(status is null ? new { stack = stack.Name, phase = "stopped" } : status, VerbContext.JsonFormat) + "\n";

    private string Text(StackStatus? status)
    {
        if (status is null or { Phase: StackPhase.Stopped })
        {
            return $"{stack.Name} doesn't run. Start it: ./devstack run\n";
        }

        var rows = status.Resources
            .Where(resource => Readiness.Of(resource) is not ResourceReadiness.NotCounted || resource.State == Readiness.OnDemand)
            .Select(resource => new[] { resource.Name, resource.Kind, status.IsEnding() ? resource.State.ToLowerInvariant() : ResourceText.Of(resource) });
        var failures = string.Concat(status.Failures.Select(failure => $"{failure}\n"));
        return $"""
            {stack.Name}: {Phase(status.Phase)}

            {TextTable.Write([["NAME", "KIND", "STATE"], .. rows])}
            {failures}{UrlTable.Write(status)}
            """;
    }

    private static string Phase(StackPhase phase) => JsonNamingPolicy.CamelCase.ConvertName(phase.ToString());
}
