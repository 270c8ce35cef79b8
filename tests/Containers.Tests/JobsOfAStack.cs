using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>What becomes of a job whose AppHost was killed while it ran.</summary>
public sealed class JobsOfAStack : IAsyncDisposable
{
    private static readonly StackIdentity Stack = new("test");

    private readonly FakeEngine _engine = new();
    private readonly ContainerResource _job;
    private readonly DistributedApplication _application;

    public JobsOfAStack()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        _job = builder.AddContainer("job", "openedx", "22").AsJob(new(["sh", "-c", "migrate"])).Resource;
        _application = builder.Build();
    }

    [Fact]
    public async Task OneThatStillRuns_IsAttachedTo()
    {
        var plan = await PlanAsync("running");

        await RunAsync(plan);

        Assert.Equal(["start --attach test-job"], _engine.Calls);
    }

    [Fact]
    public async Task OneThatStillRunsAsItIsNoLongerWanted_EndsFirst()
    {
        var plan = await PlanAsync("running", fingerprint: "another");

        await RunAsync(plan);

        Assert.Equal(["start --attach test-job", "remove job", "create", "unpack", "start --attach test-job"], _engine.Calls.Select(ShortOf));
    }

    [Fact]
    public async Task OneThatWasKilled_IsMadeAgain()
    {
        var plan = await PlanAsync("exited", exitCode: 137);

        await RunAsync(plan);

        Assert.Equal(["remove job", "create", "unpack", "start --attach test-job"], _engine.Calls.Select(ShortOf));
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static string ShortOf(string call) => call.Split(' ') is ["create" or "unpack", ..] words ? words[0] : call;

    private async Task<StackPlan> PlanAsync(string status, int exitCode = 0, string? fingerprint = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var first = new StackPlan(Stack, _engine, _application.Services);
        await first.MakeAsync([_job], cancellation);
        _engine.Containers.Add(FakeEngine.Container("job", status, exitCode, fingerprint ?? first.FingerprintOf(_job)));
        var plan = new StackPlan(Stack, _engine, _application.Services);
        await plan.MakeAsync([_job], cancellation);
        return plan;
    }

    private async Task RunAsync(StackPlan plan)
    {
        var services = _application.Services;
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        var loggers = services.GetRequiredService<ResourceLoggerService>();
        using var maker = new ContainerMaker(
            Stack, new StackNetwork(Stack, _engine, services.GetRequiredService<IHostEnvironment>()), _engine, services, notifications, loggers);
        var runner = new JobRunner(
            plan, _engine, maker, notifications, loggers, services.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System);

        runner.Take(_job, plan.FingerprintOf(_job), isDone: false);

        await notifications.WaitForResourceAsync(_job.Name, KnownResourceStates.Exited, TestContext.Current.CancellationToken);
    }
}
