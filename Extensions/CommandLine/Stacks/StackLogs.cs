using Devstack.CommandLine.Output;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;

namespace Devstack.CommandLine.Stacks;

/// <summary>What the containers of a stack have printed.</summary>
internal sealed class StackLogs(StackIdentity stack, IContainerEngine engine, Terminal terminal)
{
    /// <summary>Prints lines of one service, or of all.</summary>
    /// <param name="service">The service; <see langword="null"/> for all.</param>
    /// <param name="selection">The engine's own options, for example <c>--follow</c>.</param>
    /// <param name="filter">Which of the lines are shown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> WriteAsync(string? service, IReadOnlyList<string> selection, LogFilter filter, CancellationToken cancellationToken)
    {
        var all = (await engine.ListAsync(StackStop.Labels(stack), cancellationToken))
            .Where(container => container.Labels.ContainsKey(StackIdentity.ResourceLabel))
            .ToList();
        var chosen = service is null ? all : all.Where(container => container.Labels[StackIdentity.ResourceLabel] == service).ToList();
        if (chosen.Count == 0)
        {
            throw await NothingToShowAsync(service, all, cancellationToken);
        }

        var width = chosen.Max(container => container.Labels[StackIdentity.ResourceLabel].Length);
        var gate = new Lock();
        await Task.WhenAll(chosen.Select(container => engine.RunAsync(["logs", .. selection, container.Id], Print(container), cancellationToken)));
        return ExitCodes.Success;

        Action<string> Print(ContainerState container)
        {
            var prefix = service is null ? $"{container.Labels[StackIdentity.ResourceLabel].PadRight(width)} | " : "";
            return line =>
            {
                if (!filter.Shows(line))
                {
                    return;
                }

                lock (gate)
                {
                    terminal.Output.WriteLine(prefix + line);
                }
            };
        }
    }

    private async Task<CommandFailedException> NothingToShowAsync(string? service, List<ContainerState> all, CancellationToken cancellationToken)
    {
        var resources = (await StatusFeed.ReadAsync(stack, cancellationToken))?.Resources ?? [];
        if (service is null)
        {
            return new($"{stack.Name} has no containers. Start it: ./devstack run");
        }

        if (resources.FirstOrDefault(resource => resource.Name == service) is { } known)
        {
            return new($"'{service}' has no container: {ResourceText.Of(known)}.");
        }

        var names = all.Select(container => container.Labels[StackIdentity.ResourceLabel])
            .Concat(resources.Where(resource => resource.Kind is not Running.ResourceKinds.Image).Select(resource => resource.Name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return new(
            $"{stack.Name} has no service '{service}'.{NearestName.Question(service, names)}" +
            (names.Count > 0 ? $" Services: {string.Join(", ", names)}." : " Start it first: ./devstack run"),
            ExitCodes.WrongUsage);
    }
}
