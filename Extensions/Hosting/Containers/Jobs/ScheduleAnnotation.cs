using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Jobs;

/// <summary>A container that runs at certain times and ends, such as a backup.</summary>
/// <remarks>Run mode: nothing; one that is a job, too, runs when a person says so. Compose: a service of a profile of its own, run by the server's cron. Kubernetes: a CronJob.</remarks>
/// <param name="cron">The five fields of a cron table: minute, hour, day of month, month, day of week; in UTC.</param>
public sealed class ScheduleAnnotation(string cron) : IResourceAnnotation
{
    /// <summary>When.</summary>
    public string Cron { get; } = cron?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 5
        ? cron
        : throw new ArgumentException($"'{cron}' isn't a schedule: five fields, for example '30 3 * * *' for half past three each night.", nameof(cron));
}
