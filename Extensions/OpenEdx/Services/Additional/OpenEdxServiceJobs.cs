using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Services.Additional;

/// <summary>The jobs that prepare a service: database → migrations → its own ones; beside them its OAuth applications in the LMS.</summary>
internal static class OpenEdxServiceJobs
{
    public static void Add(IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<OpenEdxServiceResource> service)
    {
        var (resource, definition) = (service.Resource, service.Resource.Definition);
        var packages = CheckoutsJob.TryAdd(platform, resource);
        service.WaitForJobIfAny(packages);
        var last = packages;
        if (resource.MySqlPassword is { } password)
        {
            var database = DatabaseJob.Add(platform, $"{resource.Name}-database", resource.Name, resource.Name, resource.Name, password);
            last = Job(platform, resource, $"{resource.Name}-migrations", new(["./manage.py", "migrate", "--noinput"]) { Check = ["./manage.py", "migrate", "--check"] })
                .WaitForJob(database)
                // A package may have tables.
                .WaitForJobIfAny(packages)
                .Resource;
            resource.Migrations = last;
            service.WaitForJob(last);
        }

        var applications = resource.OAuthSecret is { } secret ? AddApplications(platform, resource, secret) : null;
        foreach (var job in definition.Jobs)
        {
            var builder = Job(platform, resource, job.Name, new([.. job.Command])).WaitForJobIfAny(last);
            if (definition.UsesSearch)
            {
                // All indexes of the stack are deleted at once.
                builder.WithLabel(ContainerLabels.Prepares, "search");
            }

            if (job.Calls.Count > 0)
            {
                // As a service that calls others: with its OAuth application.
                builder.WaitForJobIfAny(applications);
                resource.CallsOfJobs.Add((builder.Resource, job.Calls));
            }

            last = builder.Resource;
        }

        foreach (var schedule in definition.Schedules)
        {
            AddSchedule(platform, resource, schedule);
        }
    }

    private static void AddSchedule(IResourceBuilder<OpenEdxResource> platform, OpenEdxServiceResource service, OpenEdxServiceSchedule schedule)
    {
        if (SchedulesBuilderExtensions.CronOf(platform, schedule.Name, schedule.Cron) is { } cron)
        {
            var job = Container(platform, service, schedule.Name).WaitForJobIfAny(service.Migrations).AsScheduledJob(new([.. schedule.Command]), cron);
            service.CallsOfJobs.Add((job.Resource, schedule.Calls));
        }
    }

    private static PlatformJobResource AddApplications(IResourceBuilder<OpenEdxResource> platform, OpenEdxServiceResource service, ParameterResource secret) =>
        platform.ApplicationBuilder.AddResource(new PlatformJobResource($"{service.Name}-oauth", platform.Resource))
            .WithPlatform(platform.Resource, PlatformVariant.Lms)
            .WithSize(Size.Job)
            .WithIconName("ClipboardTask")
            // The LMS's own settings don't name it.
            .WithSecretFile(secret, PlatformContainers.User)
            .WaitForDatastores(platform.Resource)
            .WaitForJob(platform.Jobs().LmsMigrations)
            .AsJob(new(["./manage.py", "lms", "shell", "-c", Applications(service, secret)]))
            .Resource;

    private static IResourceBuilder<PlatformJobResource> Job(
        IResourceBuilder<OpenEdxResource> platform, OpenEdxServiceResource service, string name, JobAnnotation job) =>
        Container(platform, service, name).WithIconName("ClipboardTask").AsJob(job);

    private static IResourceBuilder<PlatformJobResource> Container(IResourceBuilder<OpenEdxResource> platform, OpenEdxServiceResource service, string name) =>
        platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
            .WithService(service)
            .WithSize(Size.Service)
            .WithIconName("CalendarClock")
            .WaitForItsDatastores(service);

    // Python reads JSON's lists and texts as its own.
    private static string Applications(OpenEdxServiceResource service, ParameterResource secret)
    {
        var applications = service.Definition.Applications.Select(application => new[]
        {
            application.ClientId,
            application.Grant is OAuthGrant.AuthorizationCode ? "authorization-code" : "client-credentials",
            application.Grant is OAuthGrant.AuthorizationCode ? $"{service.Site.Url}/complete/edx-oauth2/" : service.InternalUrl,
        });
        return $"import devstack_jobs; devstack_jobs.add_service('{service.Name}', '{SecretFileAnnotation.PathOf(secret)}', {JsonSerializer.Serialize(applications)}, {JsonSerializer.Serialize(service.Definition.LmsCommands)})";
    }
}
