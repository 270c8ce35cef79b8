using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>A job that has a schedule where it is published: on this machine it waits for a person.</summary>
public sealed class JobsOnDemand : IAsyncDisposable
{
    private readonly TakenJob _job = new(job => job.AsScheduledJob(new(["sh", "-c", "clear"]), "15 3 * * *"));

    [Fact]
    public async Task OneStartsNothingByItself()
    {
        await _job.TakeAsync(await _job.PlanAsync(), KnownResourceStates.NotStarted);

        Assert.Empty(_job.Engine.Calls);
    }

    [Fact]
    public async Task OneRunsWhenAPersonSaysSo()
    {
        await _job.TakeAsync(await _job.PlanAsync(), KnownResourceStates.NotStarted);
        var command = _job.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == JobRunner.RunAgainCommand);

        var result = await command.ExecuteCommand(new()
        {
            ResourceName = _job.Resource.Name,
            Services = _job.Services,
            Arguments = new([]),
            Logger = NullLogger.Instance,
            CancellationToken = TestContext.Current.CancellationToken,
        });

        Assert.Equal(("Run", true), (command.DisplayName, result.Success));
        Assert.Equal(["start test-job", "logs --follow test-job"], _job.Engine.Calls[^2..]);
        await _job.WaitForAsync(KnownResourceStates.Exited);
    }

    public ValueTask DisposeAsync() => _job.DisposeAsync();
}
