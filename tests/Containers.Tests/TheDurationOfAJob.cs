using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

public sealed class TheDurationOfAJob
{
    private static readonly DateTime Start = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task IsAmongItsDetailsWheneverTheOrchestratorSpeaksOfIt()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var job = builder.AddContainer("job", "openedx", "22").AsJob(new(["migrate"])).Resource;
        await using var application = builder.Build();
        var notifications = application.Services.GetRequiredService<ResourceNotificationService>();
        using var durations = new JobDurations(notifications);
        await durations.StartAsync(TestContext.Current.CancellationToken);

        for (var word = 0; word < 2; word++)
        {
            await notifications.PublishUpdateAsync(job, snapshot => snapshot with
            {
                State = KnownResourceStates.Exited, StartTimeStamp = Start, StopTimeStamp = Start.AddSeconds(8.74), Properties = [],
            });
            await notifications.WaitForResourceAsync(
                "job",
                change => change.Snapshot.Properties.Any(property => property is { Name: JobDurations.Property, Value: "8.7 s" }),
                TestContext.Current.CancellationToken);
        }

        await durations.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void IsUnknownWhileItRuns() =>
        Assert.Null(JobDurations.Of(new() { ResourceType = "Container", Properties = [], StartTimeStamp = Start }));
}
