using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Telemetry;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Workers;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx;

/// <summary>Adds Celery's scheduler to a platform.</summary>
public static class BeatBuilderExtensions
{
    // It notes there what ran last; a new container begins anew, which runs a task once more at most.
    private const string NotesFile = "/tmp/devstack-beat";

    /// <summary>Adds <c>lms-beat</c>, where the part <c>beat</c> is on: the tasks of <c>CELERYBEAT_SCHEDULE</c>. The platform itself has one, which reads the metadata of SAML
    /// providers each day; plugins add theirs.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddBeat(this IResourceBuilder<OpenEdxResource> platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (!platform.Resource.Runs(StackParts.Beat))
        {
            return platform;
        }

        string[] celery = ["celery", "--app=lms.celery", "beat", "--loglevel=info", $"--schedule={NotesFile}", "--pidfile="];
        var command = platform.ApplicationBuilder.ExecutionContext.IsRunMode ? WorkerReload.Around(platform.Resource, PlatformVariant.Lms, celery) : celery;
        var beat = platform.ApplicationBuilder.AddResource(new BeatResource("lms-beat", platform.Resource))
            .WithPlatform(platform.Resource, PlatformVariant.Lms)
            .WithSingleInstance()
            // One process that imports the platform.
            .WithSize(Size.Job)
            .WithEntrypoint(command[0])
            .WithArgs([.. command.Skip(1)])
            .WithIconName("CalendarClock")
            .WaitForDatastores(platform.Resource)
            .WaitForJob(platform.Jobs().LmsMigrations);
        if (platform.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            beat.WithTelemetry(platform.Resource);
        }

        return platform;
    }
}
