using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;

namespace Devstack.CommandLine.Stacks;

/// <summary>Finds the running container of a service, or says why there is none.</summary>
internal sealed class RunningServices(StackIdentity stack, IContainerEngine engine)
{
    /// <exception cref="CommandFailedException">The service doesn't run, or there is none of that name.</exception>
    public async Task<ContainerState> FindAsync(string service, CancellationToken cancellationToken)
    {
        var all = (await engine.ListAsync(StackStop.Labels(stack), cancellationToken))
            .Where(container => container.Labels.ContainsKey(StackIdentity.ResourceLabel))
            .ToDictionary(container => container.Labels[StackIdentity.ResourceLabel]);
        if (all.TryGetValue(service, out var found))
        {
            return found.IsRunning
                ? found
                : throw new CommandFailedException($"'{service}' of {stack.Name} doesn't run ({found.Status}). Start it: ./devstack run");
        }

        var running = all.Where(pair => pair.Value.IsRunning).Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList();
        throw running.Count == 0
            ? new CommandFailedException($"{stack.Name} doesn't run. Start it: ./devstack run")
            : new CommandFailedException(
                $"{stack.Name} has no service '{service}'.{NearestName.Question(service, running)} Services: {string.Join(", ", running)}.", ExitCodes.WrongUsage);
    }
}
