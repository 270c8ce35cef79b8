using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Jobs;
using Microsoft.Extensions.Logging;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Before the orchestrator starts anything: names the containers, finds what exists, and decides what is adopted or skipped.</summary>
internal sealed class StackPreparation(
    StackIdentity stack, StackPlan plan, Preflight preflight, IContainerEngine engine, ResourceNotificationService notifications, ResourceLoggerService loggers)
    : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((start, token) => PrepareAsync(start.Model, token));
        eventing.Subscribe<BeforeResourceStartedEvent>((start, token) => AdoptAsync(start.Resource, token));
        return Task.CompletedTask;
    }

    private async Task PrepareAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        await preflight.CheckAsync(model, cancellationToken);

        var containers = model.Resources.OfType<ContainerResource>().ToList();
        await plan.MakeAsync(containers, cancellationToken);
        await StartFirstAsync(containers, cancellationToken);
        foreach (var container in containers)
        {
            var fingerprint = plan.FingerprintOf(container);
            container.Annotations.Add(new ContainerRuntimeArgsCallbackAnnotation(arguments => AddRuntimeArguments(container, fingerprint, arguments)));
            if (plan.IsDone(container))
            {
                container.Annotations.Add(new ExplicitStartupAnnotation());
                _ = KeepFinishedAsync(container, cancellationToken);
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

        if (container.TryGetLastAnnotation<StopGracePeriodAnnotation>(out var grace))
        {
            Add("--stop-timeout", ((int)Math.Ceiling(grace.Period.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        }
    }

    // The orchestrator reports a container that it hasn't started as NotStarted, at any moment: whoever waits for
    // the job needs to hear that it has finished, each time.
    private async Task KeepFinishedAsync(ContainerResource job, CancellationToken cancellationToken)
    {
        loggers.GetLogger(job).LogInformation("Done before with the same inputs (fingerprint {Fingerprint}): skipped.", plan.FingerprintOf(job));
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (ReferenceEquals(change.Resource, job) && change.Snapshot.State?.Text == KnownResourceStates.NotStarted)
            {
                await notifications.PublishUpdateAsync(job, change.ResourceId, snapshot => snapshot with { State = KnownResourceStates.Finished, ExitCode = 0 });
            }
        }
    }

    // The orchestrator adopts a running container and replaces a stopped one. So what is unchanged is started here,
    // when its turn has come, and the orchestrator finds it running.
    private async Task AdoptAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is ContainerResource container && plan.StoppedTwin(container) is { } twin)
        {
            await notifications.WaitForDependenciesAsync(resource, cancellationToken);
            await StartAsync(container, twin, cancellationToken);
        }
    }

    // What waits for no other container has its turn at once. It has to run before the orchestrator looks at the
    // network: one that no running container uses is replaced, and containers of the old one can't be started any more.
    private Task StartFirstAsync(IEnumerable<ContainerResource> containers, CancellationToken cancellationToken) => Task.WhenAll(containers
        .Where(container => !container.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource is ContainerResource))
        .Select(container => (container, twin: plan.StoppedTwin(container)))
        .Where(pair => pair.twin is not null)
        .Select(pair => StartAsync(pair.container, pair.twin!, cancellationToken)));

    private async Task StartAsync(ContainerResource container, string twin, CancellationToken cancellationToken)
    {
        try
        {
            await engine.StartAsync(twin, cancellationToken);
            loggers.GetLogger(container).LogInformation("Unchanged: started the existing container {Container}.", twin);
        }
        catch (ContainerEngineException error)
        {
            // Its network is gone, for example. The orchestrator replaces what doesn't run; the data is in volumes.
            loggers.GetLogger(container).LogWarning("{Container} can't go on and is replaced: {Error}", twin, error.Message);
        }
    }
}
