using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Devstack.Hosting.Containers.Jobs;

/// <summary>Shows on the dashboard how long each job took, among its details.</summary>
internal sealed class JobDurations(ResourceNotificationService notifications) : BackgroundService
{
    internal const string Property = "Duration";

    /// <summary>How long a job took; <see langword="null"/> while it runs.</summary>
    internal static string? Of(CustomResourceSnapshot snapshot) =>
        snapshot is { StartTimeStamp: { } start, StopTimeStamp: { } stop } && stop >= start
            ? string.Create(CultureInfo.InvariantCulture, $"{(stop - start).TotalSeconds:0.0} s")
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            // The orchestrator's next word about the job is without it: it is added each time.
            if (change.Resource.HasAnnotationOfType<JobAnnotation>()
                && Of(change.Snapshot) is { } duration
                && change.Snapshot.Properties.All(property => property.Name != Property))
            {
                await notifications.PublishUpdateAsync(
                    change.Resource, change.ResourceId, snapshot => snapshot with { Properties = snapshot.Properties.Add(new(Property, duration)) });
            }
        }
    }
}
