using Devstack.Hosting.Containers.Engine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Stops the stack's containers when the AppHost ends, and ends when the engine has confirmed it. Nothing is removed.</summary>
internal sealed class StackStopper(StackIdentity stack, IContainerEngine engine, ILogger<StackStopper> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            var containers = await engine.ListAsync(new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name }, cancellationToken);
            await engine.StopAsync([.. containers.Where(container => container.IsRunning).Select(container => container.Name)], cancellationToken);
        }
        catch (ContainerEngineException error)
        {
            logger.LogError("The containers of {Stack} may still run: {Error}", stack.Name, error.Message);
        }
    }
}
