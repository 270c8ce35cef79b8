using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Settings;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Images;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.MicroFrontends;
using Devstack.OpenEdx.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.OpenEdx;

/// <summary>Adds an Open edX platform to an application.</summary>
public static class OpenEdxBuilderExtensions
{
    /// <summary>Adds a platform of the release and with the options that the configuration names.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The platform's builder, on which its services are added.</returns>
    /// <exception cref="DevstackConfigurationException">The configuration has mistakes; the message has a line for each.</exception>
    public static IResourceBuilder<OpenEdxResource> AddOpenEdx(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var options = builder.DevstackOptions();
        var factory = SiteMapFactory.ForThisMachine(
            options,
            // Whoever tests a model has ports that don't depend on what else runs.
            builder.Services.FirstOrDefault(service => service.ServiceType == typeof(IStackPorts))?.ImplementationInstance as IStackPorts
                ?? SiteMapFactory.PortsOf(options, remember: builder.Configuration[ConfigurationArguments.PreviewKey] is null));
        var sites = builder.ExecutionContext.IsPublishMode ? factory.Production() : factory.Development(builder.Notices().Add);
        var release = ChosenMicroFrontends.Of(ReleaseCatalog.Get(options.Release), options, builder.ExecutionContext.IsRunMode);
        var images = new ImageCatalog(builder.RepositoryRoot())
        {
            InsteadOf = new PlatformImages(options, release, builder.ExecutionContext.IsPublishMode).InsteadOf,
        };
        var platform = builder.AddResource(new OpenEdxResource(name, options, release, images, sites, new PlatformSecrets(builder, name)))
            .ExcludeFromManifest()
            .WithIconName("HatGraduation")
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "Open edX",
                Properties = [new("Release", options.Release)],
                State = KnownResourceStates.Running,
            })
            .WithExternalPasswords();

        builder.AddStack(new StackIdentity(options.Name));
        var completion = new ModelCompletion(builder, platform.Resource);
        builder.Services.AddSingleton(completion);
        builder.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            // Only now are all services known, and with them all settings and the secrets that they name.
            completion.Complete();
            return Task.CompletedTask;
        });
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<LiveSettings>(
                services, platform.Resource, ConfigurationArguments.SourcesOf(builder)));
        }

        return platform;
    }

    /// <summary>What the user has set, read once an application.</summary>
    /// <param name="builder">The application.</param>
    /// <exception cref="DevstackConfigurationException">The configuration has mistakes; the message has a line for each.</exception>
    public static DevstackOptions DevstackOptions(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.FirstOrDefault(service => service.ServiceType == typeof(LoadedConfiguration))?.ImplementationInstance is not LoadedConfiguration loaded)
        {
            loaded = DevstackConfiguration.Load(ConfigurationArguments.SourcesOf(builder));
            builder.Services.AddSingleton(loaded);
        }

        return loaded.Options;
    }

    /// <summary>What a person should know about this start, for the one who prints it.</summary>
    /// <param name="builder">The application.</param>
    public static StartNotices Notices(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.FirstOrDefault(service => service.ServiceType == typeof(StartNotices))?.ImplementationInstance is not StartNotices notices)
        {
            builder.Services.AddSingleton(notices = new StartNotices());
        }

        return notices;
    }

    // The AppHost's project lies right below the root, in a checkout as in the tests.
    private static string RepositoryRoot(this IDistributedApplicationBuilder builder)
    {
        for (var folder = new DirectoryInfo(builder.AppHostDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Devstack.sln")))
            {
                return folder.FullName;
            }
        }

        return builder.AppHostDirectory;
    }
}

/// <summary>What a person should know about a start: another host name or port than usual.</summary>
public sealed class StartNotices
{
    private readonly List<string> _all = [];

    /// <summary>The notices, in order.</summary>
    public IReadOnlyList<string> All => _all;

    /// <summary>Adds one.</summary>
    public void Add(string notice) => _all.Add(notice);
}
