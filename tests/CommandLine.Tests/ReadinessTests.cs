using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Stacks;
using Xunit;
using static Devstack.CommandLine.Tests.Statuses;

namespace Devstack.CommandLine.Tests;

public class ReadinessTests
{
    public static TheoryData<string, ResourceStatus, StackPhase> Cases => new()
    {
        { "a healthy service", Service("lms"), StackPhase.Ready },
        { "a running service without probes", Service("lms", health: ""), StackPhase.Ready },
        { "a running service that isn't healthy", Service("lms", health: "Unhealthy"), StackPhase.Starting },
        { "a service of which nothing is known", Service("lms", state: "", health: ""), StackPhase.Starting },
        { "a waiting service", Service("lms", state: "Waiting", health: ""), StackPhase.Starting },
        { "a service that isn't started yet", Service("lms", state: "NotStarted", health: ""), StackPhase.Starting },
        { "a service that starts on demand", Service("shell", state: Readiness.OnDemand, health: ""), StackPhase.Ready },
        { "a resource that nobody starts", Service("openedx", state: Readiness.NoState, health: ""), StackPhase.Ready },
        { "a job that runs", Job("migrate", state: "Running"), StackPhase.Starting },
        { "a job that is done", Job("migrate"), StackPhase.Ready },
        { "a job that ended with another code", Job("migrate", detail: "exit code 1"), StackPhase.Failed },
        { "a finished image", Image("openedx-image", "Finished"), StackPhase.Ready },
        { "an image that is being pulled", Image("openedx-image", "Pulling"), StackPhase.Starting },
        { "an image that can't be had", Image("openedx-image", "FailedToStart"), StackPhase.Failed },
        { "a service that can't start", Service("lms", state: "FailedToStart", health: ""), StackPhase.Failed },
        { "a service whose engine is ill", Service("lms", state: "RuntimeUnhealthy", health: ""), StackPhase.Failed },
        { "a parameter without a value", Service("password", state: "ValueMissing", health: ""), StackPhase.Failed },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AStackIsAsReadyAsItsLastResource(string what, ResourceStatus resource, StackPhase phase)
    {
        Assert.NotEmpty(what);

        Assert.Equal(phase, Readiness.Of([Service("mysql"), resource]));
    }

    [Fact]
    public void OneFailureIsNewsEvenWhileOthersStart() =>
        Assert.Equal(StackPhase.Failed, Readiness.Of([Service("lms", state: "Waiting", health: ""), Job("migrate", detail: "exit code 1")]));

    [Fact]
    public void TheCauseIsToldAndNotAllThatFellWithIt()
    {
        var failures = FailureTexts.Of(
            [Job("migrate", detail: "exit code 1\nno such table"), Service("lms", state: "FailedToStart", health: "") with { WaitsFor = ["migrate"] }]);

        Assert.Equal(
            ["The job 'migrate' failed (exit code 1). See ./devstack logs migrate; once the cause is gone, start it again on the dashboard or run ./devstack stop and run."],
            failures);
    }
}
