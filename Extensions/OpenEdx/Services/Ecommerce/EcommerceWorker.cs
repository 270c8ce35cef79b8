using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Development.Telemetry;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Services.Workers;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Services.Ecommerce;

/// <summary>Ecommerce's worker (ecommerce-worker): it asks Ecommerce to fulfil orders that are paid. No Django, and no datastore but the queue.</summary>
internal static class EcommerceWorker
{
    public const string Name = "ecommerce-worker";

    // Ecommerce of Sumac puts tasks into the last two; Tutor's worker listens to the first two alone.
    private const string Queues = "fulfillment,email_marketing,ecommerce.fulfillment,ecommerce.email_marketing";

    private const string Document = $"{PlatformContainers.OwnFolder}/{Name}.yml";

    public static ServiceProcess Process => new(Name, "Ecommerce worker", 5688);

    public static void Add(IResourceBuilder<OpenEdxServiceResource> service)
    {
        var (resource, platform) = (service.Resource, service.Resource.Parent);
        var development = service.ApplicationBuilder.ExecutionContext.IsRunMode;
        var image = platform.Release.Images.Services[Name];
        string[] celery =
        [
            "celery", "--app=ecommerce_worker.celery_app:app", "worker", "--loglevel=info", "--concurrency=1", $"--queues={Queues}",
            // In a thread while developing: one process, that a debugger stops.
            development ? "--pool=threads" : "--max-tasks-per-child=100",
        ];
        string[] command = development ? WorkerReload.Around([PlatformContainers.OwnFolder], "*.py;*.yml", celery) : celery;
        var worker = service.ApplicationBuilder.AddResource(new OpenEdxServiceProcessResource(Name, resource))
            .WithImage(development ? Telemetry.OnTop(PlatformContainers.DevelopmentImage(image, Name), platform.Options, Name) : image, platform.Images)
            // Its configuration is a module, too: ours carries the document out after its own.
            .WithEnvironment("WORKER_CONFIGURATION_MODULE", "devstack_settings")
            .WithEnvironment("PYTHONPATH", PlatformContainers.OwnFolder)
            .WithEnvironment("PYTHONDONTWRITEBYTECODE", "1")
            .WithEnvironment("DEVSTACK_SETTINGS", Document)
            .WithEnvironment("DEVSTACK_SETTINGS_BASE", "ecommerce_worker.configuration.base")
            .WithTextFile(Document, () => SettingsYaml.Write(SettingsOf(resource), $"Settings of {Name}, made by Devstack."))
            .WithTextFile($"{PlatformContainers.OwnFolder}/devstack_settings.py", () => PlatformContainers.Source("devstack_settings.py"))
            .WithExternalServers(platform)
            .WithLabel(ContainerLabels.Code, resource.Name)
            .WithSize(Size.Service)
            .WithIconName("Toolbox")
            .WithEntrypoint(command[0])
            .WithArgs([.. command.Skip(1)])
            .WithStopGracePeriod(TimeSpan.FromSeconds(30))
            .WhenPublished(published => published.WithUser(PlatformContainers.User).WithReadOnlyRoot(platform.Options.Publish).WithCapabilities().ConnectsTo(resource));
        if (development)
        {
            foreach (var tool in PlatformContainers.DevelopmentTools)
            {
                worker.WithTextFile($"{PlatformContainers.OwnFolder}/{tool}", () => PlatformContainers.Source(tool));
            }

            worker
                .WithEnvironment("DEVSTACK_SERVICE", Name)
                .WithDebuggerPort(platform.Sites.ClaimPort($"{Name}-debugger", Process.DebuggerPort), platform.Options)
                .WithTelemetry(platform);
        }

        foreach (var secret in SettingsOf(resource).Secrets)
        {
            worker.WithSecretFile(secret, PlatformContainers.User);
        }

        if (platform.Redis is { } redis)
        {
            worker.WaitFor(service.ApplicationBuilder.CreateResourceBuilder(redis));
        }
    }

    /// <summary>Its settings (ecommerce_worker/configuration/base.py).</summary>
    public static ServiceSettings SettingsOf(OpenEdxServiceResource service) => ServiceSettings.From(new OpenEdxServiceContext(service, Development: false), [Settings]);

    private static void Settings(OpenEdxServiceContext context, ServiceSettings settings)
    {
        if (Redis.Of(context.Platform, context.Options) is { } redis)
        {
            settings.Set["BROKER_URL"] = redis.Url(redis.QueueDatabase);
        }

        settings.Set["ECOMMERCE_API_ROOT"] = $"{context.Service.InternalUrl}/api/v2";
        SharedSettings.CallsOfItsOwn(EcommerceService.ClientId)(context, settings);
    }
}
