using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Devstack.Hosting.Containers.Probes;

/// <summary>Asks a health check again and again until its first yes.</summary>
/// <remarks>
/// The host's monitor waits up to 5 s between two questions to a resource that isn't healthy yet. A start would be
/// as much slower as its chain is long, so a question is repeated here, until the first yes or until <see cref="Patience"/> ends.
/// </remarks>
internal sealed class EagerHealthCheck(IHealthCheck check, EagerHealthCheck.Memory memory, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes all health checks of an application eager.</summary>
    public static void Apply(HealthCheckServiceOptions options, TimeProvider time)
    {
        foreach (var registration in options.Registrations)
        {
            var create = registration.Factory;
            var memory = new Memory { Timeout = registration.Timeout };
            registration.Timeout = Timeout.InfiniteTimeSpan;
            registration.Factory = services => new EagerHealthCheck(create(services), memory, time);
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var asked = time.GetTimestamp();
            var result = await AskAsync(context, cancellationToken);
            if (result.Status is HealthStatus.Healthy || memory.WasHealthy || time.GetElapsedTime(started) > Patience)
            {
                memory.WasHealthy = result.Status is HealthStatus.Healthy;
                return result;
            }

            // A question that is dear is asked half of the time at most.
            var answered = time.GetElapsedTime(asked);
            await Task.Delay(answered > Pause ? answered : Pause, time, cancellationToken);
        }
    }

    private async Task<HealthCheckResult> AskAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(memory.Timeout);
        try
        {
            return await check.CheckHealthAsync(context, timeout.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, $"No answer within {memory.Timeout.TotalSeconds:0} s.", error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new(context.Registration.FailureStatus, error.Message, error);
        }
    }

    /// <summary>What is remembered of a check between the host's questions.</summary>
    internal sealed class Memory
    {
        /// <summary>Of one question.</summary>
        public required TimeSpan Timeout { get; init; }

        public bool WasHealthy { get; set; }
    }
}
