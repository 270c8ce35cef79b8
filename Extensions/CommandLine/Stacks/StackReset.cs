using Devstack.CommandLine.Output;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Stacks;

/// <summary>Deletes what the engine keeps of a stack, after it has named it.</summary>
internal sealed class StackReset(StackIdentity stack, IContainerEngine engine, StackStop stop, Terminal terminal)
{
    public async Task<int> ResetAsync(bool withVolumes, bool sure, CancellationToken cancellationToken)
    {
        var containers = (await engine.ListAsync(StackStop.Labels(stack), cancellationToken)).Select(container => container.Name).ToList();
        var volumes = withVolumes ? await ListAsync("volume", cancellationToken) : [];
        if (containers.Count + volumes.Count == 0)
        {
            await terminal.Output.WriteLineAsync($"{stack.Name} has nothing to delete.");
            return ExitCodes.Success;
        }

        await TellAsync("containers", containers);
        await TellAsync("volumes, with all data in them", volumes);
        if (!sure && !await terminal.ConfirmAsync("Delete them?", cancellationToken))
        {
            await terminal.Error.WriteLineAsync("Nothing was deleted.");
            return ExitCodes.Failed;
        }

        await stop.StopAsync(cancellationToken);
        await engine.RemoveAsync(containers, cancellationToken);
        await engine.RemoveNetworksAsync(await ListAsync("network", cancellationToken), cancellationToken);
        await engine.RemoveVolumesAsync(volumes, cancellationToken);
        await terminal.Output.WriteLineAsync($"Deleted {containers.Count} containers and {volumes.Count} volumes.");
        return ExitCodes.Success;
    }

    private async Task<List<string>> ListAsync(string kind, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await engine.RunAsync([kind, "ls", "--format", "{{.Name}}", "--filter", $"label={StackIdentity.StackLabel}={stack.Name}"], names.Add, cancellationToken);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    private async Task TellAsync(string what, List<string> names)
    {
        if (names.Count > 0)
        {
            await terminal.Error.WriteLineAsync($"The {what}:\n  {string.Join("\n  ", names)}");
        }
    }
}
