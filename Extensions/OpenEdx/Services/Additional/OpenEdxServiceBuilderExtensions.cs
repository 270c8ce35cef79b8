using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Development.Telemetry;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Services.Workers;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx;

/// <summary>Adds services beside LMS and Studio to a platform.</summary>
public static class OpenEdxServiceBuilderExtensions
{
    /// <summary>Adds a Django service (an independently deployed application) with all that it needs: database and user, migrations, OAuth
    /// applications in the LMS, settings, secrets, host name, proxy route, probe; in a devstack live reload, a mounted checkout and a debugger's port.</summary>
    /// <param name="platform">The platform, with its datastores. The web proxy is added after it.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="definition">What it is made of.</param>
    /// <returns>The service's builder. With <c>services.NAME: false</c> it isn't part of the model, and what is said of it has no effect.</returns>
    /// <exception cref="InvalidOperationException">The platform lacks a datastore that the service uses.</exception>
    public static IResourceBuilder<OpenEdxServiceResource> AddOpenEdxService(
        this IResourceBuilder<OpenEdxResource> platform, [ResourceName] string name, OpenEdxService definition)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(definition);

        platform.Resource.OwnNames.Add(name, definition);
        if (platform.Resource.Options.Services.TryGetValue(name, out var isOn) && !isOn)
        {
            return platform.ApplicationBuilder.CreateResourceBuilder(LeftOut(platform.Resource, name, definition));
        }

        if (!platform.Resource.Release.Images.ByName.ContainsKey(name) && platform.Resource.Options.Images.TryGetValue(name, out var image))
        {
            definition = definition with { Image = ImageSource.Pull(image) };
        }

        var service = new OpenEdxServiceResource(name, platform.Resource, definition, SiteOf(platform.Resource, name, definition))
        {
            SecretKey = platform.Resource.Secrets.Password($"{name}-secret-key", length: 50).For(new($"Django's SECRET_KEY of {definition.Title}")),
            MySqlPassword = definition.UsesMySql
                ? platform.Resource.Secrets.Password($"{name}-mysql-password").For(new($"the user of {definition.Title} in MySQL") { Server = SecretServer.MySqlUser("mysql") })
                : null,
            OAuthSecret = definition.Applications.Count > 0
                ? platform.Resource.Secrets.Password($"{name}-oauth-secret", length: 40).For(new($"the OAuth applications of {definition.Title} in the LMS"))
                : null,
            OwnSecrets = definition.Secrets.ToDictionary(
                secret => secret.Key, secret => platform.Resource.Secrets.Password($"{name}-{secret.Key}").For(new(secret.Value))),
        };
        platform.Resource.Services.Add(service);
        var builder = platform.ApplicationBuilder.AddResource(service)
            .WithService(service)
            .WithIconName(definition.Icon)
            .WithSize(Size.Service)
            .WithHttpEndpoint(targetPort: definition.Port, name: PlatformWebService.HttpEndpointName)
            .WithUrlForEndpoint(PlatformWebService.HttpEndpointName, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithStopGracePeriod(TimeSpan.FromSeconds(30))
            .WaitForItsDatastores(service)
            .WithProbe(new(ProbeKind.Readiness, new HttpProbe(service.HttpEndpoint, definition.HealthPath))
            {
                Timeout = TimeSpan.FromSeconds(10),
                StartPeriod = TimeSpan.FromMinutes(2),
            });
        if (platform.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            ServeForDevelopment(platform.Resource, builder);
        }

        OpenEdxServiceJobs.Add(platform, builder);
        foreach (var process in definition.Processes)
        {
            AddProcess(platform, builder, process);
        }

        return builder;
    }

    /// <summary>The same where the part of that name is on; for the services that releases have.</summary>
    /// <returns>The platform.</returns>
    internal static IResourceBuilder<OpenEdxResource> AddWhereItIsOn(this IResourceBuilder<OpenEdxResource> platform, string name, Func<OpenEdxService> definition)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (platform.Resource.Runs(name))
        {
            platform.AddOpenEdxService(name, definition());
        }

        return platform;
    }

    // In no model, and its secrets in no store.
    private static OpenEdxServiceResource LeftOut(OpenEdxResource platform, string name, OpenEdxService definition)
    {
        return new(name, platform, definition, new(name, "http", name, definition.Port, definition.Port))
        {
            SecretKey = Nothing("secret-key"),
            MySqlPassword = definition.UsesMySql ? Nothing("mysql-password") : null,
            OAuthSecret = definition.Applications.Count > 0 ? Nothing("oauth-secret") : null,
            OwnSecrets = definition.Secrets.ToDictionary(secret => secret.Key, secret => Nothing(secret.Key)),
        };

        ParameterResource Nothing(string secret) => new($"{name}-{secret}", _ => "", secret: true);
    }

    private static Site SiteOf(OpenEdxResource platform, string name, OpenEdxService definition) => definition.DevelopmentPort is { } port
        ? platform.Sites.Claim(name, port)
        : new(name, "http", name, definition.Port, definition.Port);

    private static void ServeForDevelopment(OpenEdxResource platform, IResourceBuilder<OpenEdxServiceResource> builder)
    {
        var (service, definition) = (builder.Resource, builder.Resource.Definition);
        var address = $"0.0.0.0:{definition.Port.ToString(CultureInfo.InvariantCulture)}";
        if (service.IsPublic)
        {
            builder.WithUrl(service.Site.Url, definition.Title);
        }

        if (definition.HasDevelopmentTools)
        {
            builder.WithEntrypoint("python")
                .WithArgs("-m", "devstack_server", "runserver", address)
                .WithDebuggerPort(platform.Sites.ClaimPort($"{service.Name}-debugger", definition.DebuggerPort), platform.Options)
                .WithTelemetry(platform, definition.User);
        }
        else if (CheckoutOf(service) is not null)
        {
            builder.WithEntrypoint("python").WithArgs("manage.py", "runserver", address);
        }
    }

    private static Checkout? CheckoutOf(OpenEdxServiceResource service) =>
        Checkouts.Of(service.Parent.Options).FirstOrDefault(checkout => checkout.HasSettings(service.Definition.SettingsModule));

    // It starts when the web server's jobs are done, and is asked nothing: when it ends, it is started again.
    private static void AddProcess(IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<OpenEdxServiceResource> service, OpenEdxServiceProcess process)
    {
        var definition = service.Resource.Definition;
        var development = platform.ApplicationBuilder.ExecutionContext.IsRunMode;
        string[] command = development
            ? WorkerReload.Around(
                [definition.CodeFolder, PlatformContainers.OwnFolder, .. Checkouts.OfService(platform.Resource.Options, service.Resource.Name).Select(package => package.SourceFolder)],
                "*.py;*.yml", process.Command)
            : [.. process.Command];
        var container = platform.ApplicationBuilder.AddResource(new OpenEdxServiceProcessResource(process.Name, service.Resource))
            .WithService(service.Resource)
            .WithSize(Size.Service)
            .WithIconName("Toolbox")
            .WithEntrypoint(command[0])
            .WithArgs([.. command.Skip(1)])
            .WithStopGracePeriod(TimeSpan.FromSeconds(30))
            .WaitForItsDatastores(service.Resource)
            .WaitForJobIfAny(service.Resource.Migrations);
        if (development)
        {
            container
                .WithDebuggerPort(platform.Resource.Sites.ClaimPort($"{process.Name}-debugger", process.DebuggerPort), platform.Resource.Options)
                .WithTelemetry(platform.Resource, definition.User);
        }
    }

    /// <summary>Gives a container the service's image, code and settings.</summary>
    internal static IResourceBuilder<T> WithService<T>(this IResourceBuilder<T> builder, OpenEdxServiceResource service)
        where T : ContainerResource
    {
        var (definition, platform) = (service.Definition, service.Parent);
        var development = builder.ApplicationBuilder.ExecutionContext.IsRunMode;
        var document = OpenEdxServiceSettings.PathOf(service);
        builder
            .WithImage(development && definition.HasDevelopmentTools ? Telemetry.OnTop(PlatformContainers.DevelopmentImage(definition.Image, service.Name), platform.Options, service.Name) : definition.Image, platform.Images)
            .WithEnvironment("DJANGO_SETTINGS_MODULE", "devstack_settings")
            .WithEnvironment("PYTHONPATH", PlatformContainers.OwnFolder)
            .WithEnvironment("PYTHONDONTWRITEBYTECODE", "1")
            .WithEnvironment("DEVSTACK_SETTINGS", document)
            .WithEnvironment("DEVSTACK_SETTINGS_BASE", definition.SettingsModule)
            .WithSettings(platform, document, () => OpenEdxServiceSettings.DocumentOf(service, development))
            .WithTextFile($"{PlatformContainers.OwnFolder}/devstack_settings.py", () => PlatformContainers.Source("devstack_settings.py"))
            .WithExternalServers(platform)
            .WithAnnotation(new OpenEdxServiceAnnotation(service))
            .WithLabel(ContainerLabels.Code, service.Name)
            .WhenPublished(published =>
            {
                published.WithUser(definition.User).WithCapabilities();
                if (definition.HasReadOnlyRoot)
                {
                    published.WithReadOnlyRoot(platform.Options.Publish);
                }

                // Its address is text in the settings.
                if (definition.UsesMail && MailRelay.Of(builder.ApplicationBuilder, platform) is { } relay)
                {
                    published.ConnectsTo(relay);
                }
            });
        foreach (var folder in definition.Folders)
        {
            builder.WithVolume($"{platform.Name}-{service.Name}-{folder.Split('/')[^1]}", folder);
        }

        if (definition.FileVariable is { } variable)
        {
            var empty = $"{PlatformContainers.OwnFolder}/{service.Name}.empty.yml";
            builder.WithTextFile(empty, () => "{}\n").WithEnvironment(variable, empty);
        }

        if (platform.Options.PythonSettings.TryGetValue(service.Name, out var snippet))
        {
            var path = OpenEdxServiceSettings.SnippetPathOf(service);
            builder.WithTextFile(path, () => File.ReadAllText(snippet)).WithEnvironment("DEVSTACK_SETTINGS_SNIPPET", path);
        }

        if (development)
        {
            builder.WithEnvironment("DEVSTACK_SERVICE", builder.Resource.Name);
            foreach (var tool in definition.HasDevelopmentTools ? PlatformContainers.DevelopmentTools : [])
            {
                builder.WithTextFile($"{PlatformContainers.OwnFolder}/{tool}", () => PlatformContainers.Source(tool));
            }

            if (CheckoutOf(service) is { } code)
            {
                builder.WithBindMount(code.Folder, definition.CodeFolder);
            }

            builder.WithPackages(service);
        }

        return builder;
    }

    /// <summary>Waits for the datastores that the service works with, and for no other.</summary>
    internal static IResourceBuilder<T> WaitForItsDatastores<T>(this IResourceBuilder<T> builder, OpenEdxServiceResource service)
        where T : ContainerResource
    {
        var (uses, platform) = (service.Definition, service.Parent);
        foreach (var datastore in uses.Datastores.Concat([uses.UsesMySql ? platform.MySql : null, uses.UsesRedis ? platform.Redis : null, uses.UsesSearch ? platform.Search : null]))
        {
            if (datastore is not null)
            {
                builder.WaitFor(builder.ApplicationBuilder.CreateResourceBuilder(datastore));
            }
        }

        return builder;
    }
}

/// <summary>Marks a container as one of a service beside LMS and Studio.</summary>
[ModelOnly]
internal sealed class OpenEdxServiceAnnotation(OpenEdxServiceResource service) : IResourceAnnotation
{
    public OpenEdxServiceResource Service { get; } = service;
}
