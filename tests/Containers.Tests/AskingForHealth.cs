using Devstack.Hosting.Containers.Probes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

public sealed class AskingForHealth
{
    [Fact]
    public async Task UntilTheFirstYes_AFailureIsNoAnswerYet()
    {
        var answers = new Queue<Func<HealthCheckResult>>([
            () => HealthCheckResult.Unhealthy("not yet"), () => throw new InvalidOperationException("nobody listens"), () => HealthCheckResult.Healthy(),
        ]);

        Assert.Equal(HealthStatus.Healthy, (await AskAsync(Eager(answers))).Status);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task AfterTheFirstYes_EachAnswerCounts()
    {
        var eager = Eager(new([() => HealthCheckResult.Healthy(), () => HealthCheckResult.Unhealthy("gone")]));
        await AskAsync(eager);

        Assert.Equal("gone", (await AskAsync(eager)).Description);
    }

    [Fact]
    public async Task AQuestionWithoutAnAnswer_EndsWithItsOwnTime()
    {
        var asked = 0;
        var eager = Eager(
            async cancellationToken =>
            {
                asked++;
                if (asked == 1)
                {
                    await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                }

                return HealthCheckResult.Healthy();
            },
            TimeSpan.FromMilliseconds(50));

        Assert.Equal(HealthStatus.Healthy, (await AskAsync(eager)).Status);
        Assert.Equal(2, asked);
    }

    private static HealthCheckRegistration Eager(Queue<Func<HealthCheckResult>> answers) =>
        Eager(_ => Task.FromResult(answers.Dequeue()()), Timeout.InfiniteTimeSpan);

    private static HealthCheckRegistration Eager(Func<CancellationToken, Task<HealthCheckResult>> answer, TimeSpan timeout)
    {
        var options = new HealthCheckServiceOptions();
        options.Registrations.Add(new("db", new Check(answer), failureStatus: null, tags: null, timeout));
        EagerHealthCheck.Apply(options, TimeProvider.System);
        return Assert.Single(options.Registrations);
    }

    private static Task<HealthCheckResult> AskAsync(HealthCheckRegistration registration) =>
        registration.Factory(new ServiceCollection().BuildServiceProvider())
            .CheckHealthAsync(new() { Registration = registration }, TestContext.Current.CancellationToken);

    private sealed class Check(Func<CancellationToken, Task<HealthCheckResult>> answer) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => answer(cancellationToken);
    }
}
