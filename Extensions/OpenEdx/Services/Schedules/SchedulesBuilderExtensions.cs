using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Schedules;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx;

/// <summary>Adds to a platform what has to run again and again.</summary>
public static class SchedulesBuilderExtensions
{
    /// <summary>Adds the management commands of the release that want a schedule, as jobs: published they run at their times (<c>publish.schedules</c>), in a devstack
    /// when a person says so on the dashboard.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddSchedules(this IResourceBuilder<OpenEdxResource> platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var resource = platform.Resource;
        foreach (var command in resource.Release.HasScheduledCommands ? ScheduledCommand.OfTheLms.Where(command => command.IsNeeded(resource)) : [])
        {
            if (CronOf(platform, command.Name, command.Cron) is { } cron)
            {
                platform.ApplicationBuilder.AddResource(new PlatformJobResource(command.Name, resource))
                    .WithPlatform(resource, PlatformVariant.Lms)
                    .WithSize(Size.Job)
                    .WithIconName("CalendarClock")
                    .WaitForDatastores(resource)
                    .WaitForJob(platform.Jobs().LmsMigrations)
                    .AsScheduledJob(new(["./manage.py", "lms", .. command.Command]), cron);
            }
        }

        return platform;
    }

    /// <summary>When a job of that name runs; <see langword="null"/> when the user has turned it off where it is published.</summary>
    internal static string? CronOf(IResourceBuilder<OpenEdxResource> platform, string name, string usual)
    {
        var own = platform.Resource.Options.Publish.Schedules.TryGetValue(name, out var cron) ? cron : usual;
        return own != PublishOptions.Off ? own : platform.ApplicationBuilder.ExecutionContext.IsPublishMode ? null : usual;
    }
}
