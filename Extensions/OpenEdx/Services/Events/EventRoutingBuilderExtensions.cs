using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx;

/// <summary>Sends what learners do elsewhere.</summary>
public static class EventRoutingBuilderExtensions
{
    private const string Server = "lrs";

    /// <summary>Adds the job that tells the LMS where a learning record store of the user's own is, when one is named (<c>external.lrs</c>).</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddEventRouting(this IResourceBuilder<OpenEdxResource> platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var lrs = platform.Resource.Options.External.Lrs;
        if (!lrs.IsUsed)
        {
            return platform;
        }

        var secret = platform.ApplicationBuilder.AddParameter(SecretNames.OfServer(Server), secret: true).Resource
            .For(new(lrs.User is null ? "your learning record store: its token" : "your learning record store: the password of external.lrs.user"));
        // A text as JSON is one of Python's as well.
        string Text(string? value) => value is null ? "None" : JsonSerializer.Serialize(value);
        platform.ApplicationBuilder.AddResource(new PlatformJobResource("event-routing", platform.Resource))
            .WithPlatform(platform.Resource, PlatformVariant.Lms)
            .WithSize(Size.Job)
            .WithIconName("ClipboardTask")
            .WithSecretFile(secret, PlatformContainers.User)
            .WaitForDatastores(platform.Resource)
            .WaitForJob(platform.Jobs().LmsMigrations)
            .AsJob(new(["./manage.py", "lms", "shell", "-c",
                "import devstack_jobs; devstack_jobs.route_events(" +
                $"{Text(lrs.Url)}, {Text(lrs.Format is LrsFormat.Caliper ? "Caliper" : "xAPI")}, {Text(lrs.User)}, {Text(SecretFileAnnotation.PathOf(secret))})"]));
        return platform;
    }
}
