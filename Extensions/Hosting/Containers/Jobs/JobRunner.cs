using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Devstack.Hosting.Containers.Jobs;

/// <summary>Runs the jobs of a stack in run mode, in the place of Aspire's orchestrator.</summary>
/// <remarks>
/// The orchestrator (DCP 0.26.6, network_controller.go) goes on connecting a container that has ended to its network, since the engine
/// lists running ones only, and each try is the event that begins the next. With a few finished jobs a machine is busy with nothing
/// else. So the image is taken from the job's resource, which makes it none of the orchestrator's, and its container is made here.
/// </remarks>
internal sealed class JobRunner(
    StackPlan plan,
    IContainerEngine engine,
    ContainerMaker maker,
    EngineTurns turns,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    internal const string RunAgainCommand = "run-again";

    /// <summary>Takes a job from the orchestrator: runs it when its turn has come, or says at once that it is done.</summary>
    /// <param name="job">The job. The model isn't started yet.</param>
    /// <param name="fingerprint">Of all that goes into it.</param>
    /// <param name="isDone">Whether it has ended well with the same fingerprint.</param>
    public void Take(ContainerResource job, string fingerprint, bool isDone)
    {
        var container = Detach(job);
        job.Annotations.Add(RunAgain(job, container));
        if (job.HasAnnotationOfType<ExplicitStartupAnnotation>())
        {
            _ = TellAsync(job, snapshot => snapshot with { State = KnownResourceStates.NotStarted });
        }
        else if (isDone)
        {
            loggers.GetLogger(job).LogInformation("Done before with the same inputs (fingerprint {Fingerprint}): skipped.", fingerprint);
            _ = TellAsync(job, snapshot => snapshot with { State = KnownResourceStates.Finished, ExitCode = 0 });
        }
        else
        {
            _ = RunAsync(job, container, waits: true, lifetime.ApplicationStopping);
        }
    }

    private static ContainerResource Detach(ContainerResource job)
    {
        var container = new ContainerResource(job.Name, job.Entrypoint);
        foreach (var annotation in job.Annotations.ToList())
        {
            container.Annotations.Add(annotation);
            if (annotation is ContainerImageAnnotation)
            {
                job.Annotations.Remove(annotation);
            }
        }

        return container;
    }

    private ResourceCommandAnnotation RunAgain(ContainerResource job, ContainerResource container) => new(
        RunAgainCommand,
        job.HasAnnotationOfType<ExplicitStartupAnnotation>() ? "Run" : "Run again",
        context => context.ResourceSnapshot.State?.Text is var state && (state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state))
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Hidden,
        async _ =>
        {
            // First of all, so that nobody asks for it twice.
            await TellItStartsAsync(job);
            return await RunAsync(job, container, waits: false, lifetime.ApplicationStopping) == 0
                ? CommandResults.Success()
                : CommandResults.Failure($"{job.Name} failed; its log says why.");
        },
        displayDescription: job.HasAnnotationOfType<ExplicitStartupAnnotation>()
            ? "Runs this job now. Where the stack is published, it runs by a schedule."
            : "Runs this job once more, although nothing that it depends on has changed.",
        parameter: null,
        confirmationMessage: null,
        iconName: "Play",
        iconVariant: IconVariant.Filled,
        isHighlighted: true);

    private async Task<int?> RunAsync(ContainerResource job, ContainerResource container, bool waits, CancellationToken cancellationToken)
    {
        try
        {
            var found = await plan.FoundAsync(container, cancellationToken);
            // It went on when an earlier AppHost was killed. To end it in the middle of a migration would do harm.
            if (found is { IsRunning: true })
            {
                loggers.GetLogger(job).LogInformation("{Container} still runs since an earlier start: waited for.", found.Name);
                if (plan.IsUnchanged(container, found))
                {
                    return await RunOnceAsync(job, found.Name, cancellationToken);
                }

                await FollowAsync(job, found.Name, cancellationToken);
            }

            var name = await maker.MakeAsync(container, found, cancellationToken);
            if (waits)
            {
                await notifications.WaitForDependenciesAsync(job, cancellationToken);
            }

            return await RunOnceAsync(job, name, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application ends, and with it the stack's containers.
            return null;
        }
        catch (Exception error)
        {
            // Whatever it is: whoever waits for this job has to hear of it.
            loggers.GetLogger(job).LogError(error, "{Job} could not be run: {Error}", job.Name, error.Message);
            await TellAsync(job, snapshot => snapshot with { State = KnownResourceStates.FailedToStart });
            return null;
        }
    }

    private async Task<int> RunOnceAsync(ContainerResource job, string container, CancellationToken cancellationToken)
    {
        await TellItStartsAsync(job);
        await turns.StartAsync(job, container, cancellationToken);
        await TellAsync(job, snapshot => snapshot with { State = KnownResourceStates.Running, StartTimeStamp = Now() });
        var exitCode = await FollowAsync(job, container, cancellationToken);
        await TellAsync(job, snapshot => snapshot with { State = KnownResourceStates.Exited, ExitCode = exitCode, StopTimeStamp = Now() });
        return exitCode;
    }

    private Task<int> FollowAsync(ContainerResource job, string container, CancellationToken cancellationToken)
    {
        var log = loggers.GetLogger(job);
        return engine.FollowAsync(container, line => log.LogInformation("{Line}", line), cancellationToken);
    }

    private Task TellItStartsAsync(ContainerResource job) => TellAsync(
        job, snapshot => snapshot with { State = KnownResourceStates.Starting, ExitCode = null, StartTimeStamp = null, StopTimeStamp = null });

    private Task TellAsync(ContainerResource job, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.PublishUpdateAsync(job, snapshot => change(snapshot with { ResourceType = "Container" }));

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
