using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Operations;

/// <summary>What an operation works on.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Engine">The engine that runs it.</param>
/// <param name="Options">Its configuration.</param>
/// <param name="Line">Gets each line for the person who asked.</param>
public sealed record OperationContext(StackIdentity Stack, IContainerEngine Engine, DevstackOptions Options, Action<string> Line)
{
    /// <summary>Runs a command in a service's container.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="OperationException">The service doesn't run.</exception>
    public async Task<int> ExecAsync(OperationCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var container = await RunningAsync(command.Service, cancellationToken);
        string[] interactive = command.Input is null ? [] : ["--interactive"];
        return await Engine.RunAsync(["exec", .. interactive, container, .. command.Command], command.Input, Line, cancellationToken);
    }

    /// <summary>Runs a command that has to succeed.</summary>
    /// <exception cref="OperationException">The service doesn't run, or the command ended with another code than 0; what it said has gone to <see cref="Line"/>.</exception>
    public async Task RequireAsync(OperationCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (await ExecAsync(command, cancellationToken) is not 0 and var exitCode)
        {
            throw new OperationException($"A command in '{command.Service}' ended with {exitCode}; its words are above.");
        }
    }

    /// <summary>The name of the container of a service that runs.</summary>
    /// <exception cref="OperationException">It doesn't run.</exception>
    public async Task<string> RunningAsync(string service, CancellationToken cancellationToken) =>
        (await ContainersAsync(cancellationToken)).FirstOrDefault(container => container.Labels[StackIdentity.ResourceLabel] == service) is { IsRunning: true } container
            ? container.Name
            : throw new OperationException($"'{service}' of {Stack.Name} doesn't run. Start it: ./devstack run");

    /// <summary>The containers of the stack's resources, running or not.</summary>
    public async Task<IReadOnlyList<ContainerState>> ContainersAsync(CancellationToken cancellationToken) =>
    [
        .. (await Engine.ListAsync(new Dictionary<string, string> { [StackIdentity.StackLabel] = Stack.Name }, cancellationToken))
            .Where(container => container.Labels.ContainsKey(StackIdentity.ResourceLabel)),
    ];
}

/// <summary>An operation can't be carried out. The message is for people: what is wrong, and what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class OperationException(string message) : Exception(message);
