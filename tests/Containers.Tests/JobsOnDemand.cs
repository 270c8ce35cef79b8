using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>A job that has a schedule where it is published: on this machine it waits for a person.</summary>
public sealed class JobsOnDemand : IAsyncDisposable
{
    private static readonly StackIdentity Stack = new("test");

    private readonly FakeEngine _engine = new();
    private readonly ContainerResource _job;
    private readonly DistributedApplication _application;

    public JobsOnDemand()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        _job = builder.AddContainer("job", "openedx", "22").AsScheduledJob(new(["sh", "-c", "clear"]), "15 3 * * *").Resource;
        _application = builder.Build();
    }

    [Fact]
    public async Task OneStartsNothingByItself()
    {
        var notifications = await TakeAsync();

        await notifications.WaitForResourceAsync(_job.Name, KnownResourceStates.NotStarted, TestContext.Current.CancellationToken);
        Assert.Empty(_engine.Calls);
    }

    [Fact]
    public async Task OneRunsWhenAPersonSaysSo()
    {
        var notifications = await TakeAsync();
        var command = _job.Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == JobRunner.RunAgainCommand);

        var result = await command.ExecuteCommand(new()
        {
            ResourceName = _job.Name,
            Services = _application.Services,
            Arguments = new([]),
            Logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            CancellationToken = TestContext.Current.CancellationToken,
        });

        Assert.Equal(("Run", true), (command.DisplayName, result.Success));
        Assert.Equal("start --attach test-job", _engine.Calls[^1]);
        await notifications.WaitForResourceAsync(_job.Name, KnownResourceStates.Exited, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task<ResourceNotificationService> TakeAsync()
    {
        var services = _application.Services;
        var plan = new StackPlan(Stack, _engine, services);
        await plan.MakeAsync([_job], TestContext.Current.CancellationToken);
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        var loggers = services.GetRequiredService<ResourceLoggerService>();
        var maker = new ContainerMaker(
            Stack, new StackNetwork(Stack, _engine, services.GetRequiredService<IHostEnvironment>()), _engine, services, notifications, loggers);
        new JobRunner(plan, _engine, maker, notifications, loggers, services.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System)
            .Take(_job, plan.FingerprintOf(_job), isDone: false);
        return notifications;
    }
}
