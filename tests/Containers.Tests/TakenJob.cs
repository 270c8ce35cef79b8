using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>A model of one job, which a runner takes; the engine is in memory.</summary>
internal sealed class TakenJob : IAsyncDisposable
{
    private static readonly StackIdentity Stack = new("test");

    private readonly DistributedApplication _application;
    private readonly EngineTurns _turns;
    private readonly ContainerMaker _maker;

    public TakenJob(Func<IResourceBuilder<ContainerResource>, IResourceBuilder<ContainerResource>> job)
    {
        var builder = DistributedApplication.CreateBuilder([]);
        Resource = job(builder.AddContainer("job", "openedx", "22")).Resource;
        _application = builder.Build();
        _turns = new EngineTurns(Services.GetRequiredService<DistributedApplicationModel>(), Engine);
        _maker = new ContainerMaker(
            Stack, new StackNetwork(Stack, Engine, Services.GetRequiredService<IHostEnvironment>()), Engine, _turns, Services, Notifications, Loggers);
    }

    public FakeEngine Engine { get; } = new();

    public ContainerResource Resource { get; }

    public IServiceProvider Services => _application.Services;

    public ResourceNotificationService Notifications => Services.GetRequiredService<ResourceNotificationService>();

    private ResourceLoggerService Loggers => Services.GetRequiredService<ResourceLoggerService>();

    /// <summary>What the stack is to be, by what the engine has now.</summary>
    public async Task<StackPlan> PlanAsync()
    {
        var plan = new StackPlan(Stack, Engine, Services);
        await plan.MakeAsync([Resource], TestContext.Current.CancellationToken);
        return plan;
    }

    /// <summary>The runner takes it and the job gets to a state.</summary>
    public async Task TakeAsync(StackPlan plan, string state)
    {
        new JobRunner(plan, Engine, _maker, _turns, Notifications, Loggers, Services.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System)
            .Take(Resource, plan.FingerprintOf(Resource), isDone: false);
        await WaitForAsync(state);
    }

    public Task WaitForAsync(string state) => Notifications.WaitForResourceAsync(Resource.Name, state, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
