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
        PlatformJobResource? migrations = null;
        if (resource.MySqlPassword is { } password)
        {
            var database = DatabaseJob.Add(platform, $"{resource.Name}-database", resource.Name, resource.Name, password);
            migrations = Job(platform, resource, $"{resource.Name}-migrations", new(["./manage.py", "migrate", "--noinput"]) { Check = ["./manage.py", "migrate", "--check"] })
                .WaitForJob(database)
                .Resource;
            service.WaitForJob(migrations);
        }

        foreach (var (name, command) in definition.Jobs)
        {
            Job(platform, resource, name, new([.. command])).WaitForJobIfAny(migrations);
        }

        if (resource.OAuthSecret is { } secret)
        {
            platform.ApplicationBuilder.AddResource(new PlatformJobResource($"{resource.Name}-oauth", platform.Resource))
                .WithPlatform(platform.Resource, PlatformVariant.Lms)
                .WithSize(Size.Job)
                .WithIconName("ClipboardTask")
                // The LMS's own settings don't name it.
                .WithSecretFile(secret, PlatformContainers.User)
                .WaitForDatastores(platform.Resource)
                .WaitForJob(platform.Jobs().LmsMigrations)
                .AsJob(new(["./manage.py", "lms", "shell", "-c", Applications(resource, secret)]));
        }
    }

    private static IResourceBuilder<PlatformJobResource> Job(
        IResourceBuilder<OpenEdxResource> platform, OpenEdxServiceResource service, string name, JobAnnotation job) =>
        platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
            .WithService(service)
            .WithSize(Size.Service)
            .WithIconName("ClipboardTask")
            .WaitForItsDatastores(service)
            .AsJob(job);

    // Python reads JSON's lists and texts as its own.
    private static string Applications(OpenEdxServiceResource service, ParameterResource secret)
    {
        var applications = service.Definition.Applications.Select(application => new[]
        {
            application.ClientId,
            application.Grant is OAuthGrant.AuthorizationCode ? "authorization-code" : "client-credentials",
            application.Grant is OAuthGrant.AuthorizationCode ? $"{service.Site.Url}/complete/edx-oauth2/" : service.InternalUrl,
        });
        return $"import devstack_jobs; devstack_jobs.add_service('{service.Name}', '{SecretFileAnnotation.PathOf(secret)}', {JsonSerializer.Serialize(applications)})";
    }
}
