using System.Collections.Concurrent;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Jobs;
using Microsoft.Extensions.Logging;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Starts the containers of a stack, each when its turn has come: the one that is there and unchanged, or a new one.</summary>
internal sealed class StackPreparation(
    StackIdentity stack,
    StackPlan plan,
    StackNetwork network,
    Preflight preflight,
    JobRunner jobs,
    ContainerMaker maker,
    EngineTurns turns,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers)
    : IDistributedApplicationEventingSubscriber
{
    private readonly ConcurrentDictionary<ContainerResource, Task> _first = [];

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((start, token) => PrepareAsync(start.Model, token));
        eventing.Subscribe<BeforeResourceStartedEvent>((start, token) => start.Resource is ContainerResource container ? BeforeStartAsync(container, token) : Task.CompletedTask);
        return Task.CompletedTask;
    }

    private async Task PrepareAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        await preflight.CheckAsync(model, cancellationToken);

        var containers = model.Resources.OfType<ContainerResource>().ToList();
        await plan.MakeAsync(containers, cancellationToken);
        await network.EnsureAsync(cancellationToken);
        foreach (var container in containers)
        {
            var fingerprint = plan.FingerprintOf(container);
            container.Annotations.Add(new ContainerRuntimeArgsCallbackAnnotation(arguments => AddRuntimeArguments(container, fingerprint, arguments)));
            if (container.HasAnnotationOfType<JobAnnotation>())
            {
                jobs.Take(container, fingerprint, plan.IsDone(container));
            }
            else if (!container.HasAnnotationOfType<ExplicitStartupAnnotation>())
            {
                // While the orchestrator starts itself, which takes longer than most containers.
                _first[container] = StartAsync(container, cancellationToken);
            }
        }
    }

    private void AddRuntimeArguments(ContainerResource container, string fingerprint, IList<object> arguments)
    {
        void Add(params string[] more)
        {
            foreach (var argument in more)
            {
                arguments.Add(argument);
            }
        }

        // Without an init a process that ignores SIGTERM as PID 1 costs the engine's ten seconds at each stop.
        Add("--init");
        Add("--label", $"{StackIdentity.StackLabel}={stack.Name}");
        Add("--label", $"{StackIdentity.ResourceLabel}={container.Name}");
        Add("--label", $"{StackIdentity.FingerprintLabel}={fingerprint}");
        if (!container.HasAnnotationOfType<JobAnnotation>())
        {
            // The orchestrator restarts nothing; the engine does.
            Add("--restart", "unless-stopped");
        }
        else if (!container.HasAnnotationOfType<ExplicitStartupAnnotation>())
        {
            Add("--label", $"{StackIdentity.AfterLabel}={string.Join(',', ResourceFingerprint.JobsBefore(container))}");
        }

        if (container.TryGetLastAnnotation<StopGracePeriodAnnotation>(out var grace))
        {
            Add("--stop-timeout", ((int)Math.Ceiling(grace.Period.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        }
    }

    // The orchestrator adopts a running container. So each is started here, when its turn has come, and found running.
    private async Task BeforeStartAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        if (_first.TryRemove(container, out var first))
        {
            // The orchestrator has just said that it is starting: it waits.
            await notifications.WaitForDependenciesAsync(container, cancellationToken);
            await first.WaitAsync(cancellationToken);
        }
        else
        {
            await StartAsync(container, cancellationToken);
        }
    }

    private async Task StartAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        var found = await plan.FoundAsync(container, cancellationToken);
        var goesOn = found is not null && plan.IsUnchanged(container, found);
        // What takes time is done while it waits for others.
        var made = goesOn ? null : await maker.MakeAsync(container, found, cancellationToken);
        await notifications.WaitForDependenciesAsync(container, cancellationToken);
        if (goesOn && (found!.IsRunning || await TryStartAsync(container, found.Name, cancellationToken)))
        {
            return;
        }

        await turns.StartAsync(container, made ?? await maker.MakeAsync(container, found, cancellationToken), cancellationToken);
    }

    private async Task<bool> TryStartAsync(ContainerResource container, string twin, CancellationToken cancellationToken)
    {
        try
        {
            await turns.StartAsync(container, twin, cancellationToken);
            loggers.GetLogger(container).LogInformation("Unchanged: started the existing container {Container}.", twin);
            return true;
        }
        catch (ContainerEngineException error)
        {
            // Its network is gone, for example. The data is in volumes.
            loggers.GetLogger(container).LogWarning("{Container} can't go on and is replaced: {Error}", twin, error.Message);
            return false;
        }
    }
}
