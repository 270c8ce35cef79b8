using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Development.Telemetry;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Services;

/// <summary>What every container of edx-platform has in common: LMS, Studio, workers and jobs.</summary>
internal static class PlatformContainers
{
    /// <summary>Where edx-platform's code lies in its image, and where a checkout is mounted (tutor.md 7).</summary>
    public const string CodeFolder = "/openedx/edx-platform";

    /// <summary>The user <c>app</c> of the image.</summary>
    public const int User = 1000;

    /// <summary>Where Devstack's own Python files lie.</summary>
    public const string OwnFolder = "/openedx/devstack";

    /// <summary>The files of a development server, in <see cref="OwnFolder"/>.</summary>
    public static readonly IReadOnlyList<string> DevelopmentTools = ["devstack_server.py", "devstack_worker.py", "devstack_debugger.py", "devstack_pdb.py", "devstack_reloader.py", "devstack_telemetry.py", "devstack_checkouts.py", "devstack_queues.py"];

    /// <summary>Gives a container the platform's image, code, settings and folders.</summary>
    public static IResourceBuilder<T> WithPlatform<T>(this IResourceBuilder<T> builder, OpenEdxResource platform, PlatformVariant variant)
        where T : ContainerResource
    {
        var service = NameOf(variant);
        var development = builder.ApplicationBuilder.ExecutionContext.IsRunMode;
        var image = platform.Release.Images.OpenEdx;
        builder
            .WithImage(development ? Telemetry.OnTop(DevelopmentImage(image), platform.Options) : image, platform.Images)
            .WithEnvironment("SERVICE_VARIANT", service)
            .WithEnvironment("DJANGO_SETTINGS_MODULE", "devstack_settings")
            .WithEnvironment("PYTHONPATH", OwnFolder)
            .WithEnvironment("PYTHONDONTWRITEBYTECODE", "1")
            .WithEnvironment("DEVSTACK_SETTINGS", DocumentPathOf(variant))
            .WithEnvironment("DEVSTACK_SETTINGS_BASE", $"{service}.envs.{(development ? "devstack" : "production")}")
            .WithEnvironment("DEVSTACK_SETTINGS_VARIABLES", variant is PlatformVariant.Lms ? "LMS_CFG" : "CMS_CFG STUDIO_CFG")
            .WithSettings(platform, DocumentPathOf(variant), () => PlatformSettings.DocumentOf(platform, variant, development))
            .WithTextFile($"{OwnFolder}/devstack_settings.py", () => Source("devstack_settings.py"))
            .WithTextFile($"{OwnFolder}/devstack_jobs.py", () => Source("devstack_jobs.py"))
            .WithVolume($"{platform.Name}-media", "/openedx/media")
            .WithVolume($"{platform.Name}-media-private", "/openedx/media-private")
            .WithVolume($"{platform.Name}-{service}-data", "/openedx/data")
            .WithExternalServers(platform)
            .WithObjectStorage(platform)
            .WithAnnotation(new PlatformVariantAnnotation(platform, variant))
            .WithLabel(ContainerLabels.Code, service)
            .WhenPublished(published =>
            {
                published.WithUser(User).WithReadOnlyRoot(platform.Options.Publish).WithCapabilities();
                // Its address is text in the settings.
                if (MailRelay.Of(builder.ApplicationBuilder, platform) is { } relay)
                {
                    published.ConnectsTo(relay);
                }
            });
        if (platform.ObjectStorage is not null || platform.Options.External.S3.IsUsed)
        {
            // Since boto3 1.36 each upload has a checksum that not every store knows; Amazon's takes both. (AWS SDKs' reference, "Data Integrity Protections")
            builder.WithEnvironment("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required").WithEnvironment("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required");
        }

        var authorities = ExternalServers.Of(platform.Options.External).Where(server => server.Options is { IsUsed: true, CaFile: not null }).Select(server => Server.CaPathOf(server.Name)).ToList();
        if (authorities.Count > 0)
        {
            // SMTP, search and S3 have no setting for it: Python's own list of authorities is made longer.
            builder.WithEnvironment("DEVSTACK_CA_FILES", string.Join(' ', authorities));
        }

        if (platform.Options.PythonSettings.TryGetValue(service, out var snippet))
        {
            builder.WithTextFile(SnippetPathOf(variant), () => File.ReadAllText(snippet))
                .WithEnvironment("DEVSTACK_SETTINGS_SNIPPET", SnippetPathOf(variant));
        }

        if (development)
        {
            builder.WithEnvironment("DEVSTACK_SERVICE", builder.Resource.Name);
            foreach (var tool in DevelopmentTools)
            {
                builder.WithTextFile($"{OwnFolder}/{tool}", () => Source(tool));
            }

            builder.WithCheckouts(platform);
            builder.WithThemes(platform.Options);
        }

        return builder;
    }

    /// <summary>Gives a container the settings of its service.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="path">Where they lie in it.</param>
    /// <param name="document">Makes them, from the whole model.</param>
    public static IResourceBuilder<T> WithSettings<T>(this IResourceBuilder<T> builder, OpenEdxResource platform, string path, Func<string> document)
        where T : ContainerResource => builder.WithTextFile(path, () => platform.Settings.GetOrMake(path, document));

    /// <summary>Waits for the datastores that the platform needs to answer a request.</summary>
    public static IResourceBuilder<T> WaitForDatastores<T>(this IResourceBuilder<T> builder, OpenEdxResource platform)
        where T : ContainerResource
    {
        foreach (var datastore in new IResource?[] { platform.MySql, platform.MongoDB, platform.Redis, platform.Search })
        {
            if (datastore is not null)
            {
                builder.WaitFor(builder.ApplicationBuilder.CreateResourceBuilder(datastore));
            }
        }

        return builder;
    }

    /// <summary>Waits for a job of the platform.</summary>
    public static IResourceBuilder<T> WaitForJob<T>(this IResourceBuilder<T> builder, PlatformJobResource job)
        where T : ContainerResource => builder.WaitForCompletion(builder.ApplicationBuilder.CreateResourceBuilder(job));

    /// <summary>Waits for a job that not every platform has.</summary>
    public static IResourceBuilder<T> WaitForJobIfAny<T>(this IResourceBuilder<T> builder, PlatformJobResource? job)
        where T : ContainerResource => job is null ? builder : builder.WaitForJob(job);

    /// <summary>Gives each container of the platform and of its services the secrets that its settings name.</summary>
    public static void AddSecretFiles(IDistributedApplicationBuilder builder, OpenEdxResource platform)
    {
        var development = builder.ExecutionContext.IsRunMode;
        var containers = builder.Resources.OfType<ContainerResource>().ToList();
        foreach (var group in containers.GroupBy(container => VariantOf(container, platform)).Where(group => group.Key is not null))
        {
            Add(group, PlatformSettings.Of(platform, group.Key!.Value, development), User);
        }

        foreach (var group in containers.GroupBy(container => ServiceOf(container, platform)).Where(group => group.Key is not null))
        {
            Add(group, OpenEdxServiceSettings.Of(group.Key!, development), group.Key!.Definition.User);
        }

        void Add(IEnumerable<ContainerResource> readers, ServiceSettings settings, int user)
        {
            var secrets = settings.Secrets.ToList();
            foreach (var reader in readers.Select(builder.CreateResourceBuilder))
            {
                secrets.ForEach(secret => reader.WithSecretFile(secret, user));
            }
        }
    }

    private static PlatformVariant? VariantOf(ContainerResource container, OpenEdxResource platform) =>
        container.TryGetLastAnnotation<PlatformVariantAnnotation>(out var variant) && variant.Platform == platform ? variant.Variant : null;

    private static OpenEdxServiceResource? ServiceOf(ContainerResource container, OpenEdxResource platform) =>
        container.TryGetLastAnnotation<OpenEdxServiceAnnotation>(out var other) && other.Service.Parent == platform ? other.Service : null;

    /// <summary><c>lms</c> or <c>cms</c>: the name of the Django project, of its folder and of its settings.</summary>
    public static string NameOf(PlatformVariant variant) => variant is PlatformVariant.Lms ? "lms" : "cms";

    /// <summary>Where the settings document lies in a container.</summary>
    public static string DocumentPathOf(PlatformVariant variant) => $"{OwnFolder}/{NameOf(variant)}.yml";

    /// <summary>Where the user's Python file of settings lies in a container, if there is one.</summary>
    public static string SnippetPathOf(PlatformVariant variant) => $"{OwnFolder}/{NameOf(variant)}_snippet.py";

    // A thin layer over the release's image: what development needs and the image lacks. Nothing is built from source.
    public static BuiltImage DevelopmentImage(ImageSource image, string of = "openedx") =>
        ImageSource.Build($"devstack/{of}-dev", "Extensions/OpenEdx/Images/development", image);

    public static string Source(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>Marks a container as one of edx-platform, and says whose settings it reads.</summary>
[ModelOnly]
internal sealed class PlatformVariantAnnotation(OpenEdxResource platform, PlatformVariant variant) : IResourceAnnotation
{
    public OpenEdxResource Platform { get; } = platform;

    public PlatformVariant Variant { get; } = variant;
}
