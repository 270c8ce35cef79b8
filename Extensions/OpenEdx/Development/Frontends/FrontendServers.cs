using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Development.Frontends;

/// <summary>Development servers of the micro-frontends that a person works on, each with a job that installs its packages.</summary>
internal static class FrontendServers
{
    private const string Image = "node";
    private const string OwnFolder = "/opt/devstack";
    private const string Installer = $"{OwnFolder}/install-packages.sh";
    private const string Server = $"{OwnFolder}/serve-frontend.sh";
    private const string Authorities = $"{OwnFolder}/authorities.pem";
    private const string CacheFolder = "/openedx/npm";
    private const string TrustVariable = "NODE_EXTRA_CA_CERTS";
    private const int InspectorPort = 9229;

    // npm's own option for the Node.js that its script runs: NODE_OPTIONS would open the port in npm itself first.
    private static readonly string Inspect = string.Create(CultureInfo.InvariantCulture, $"--node-options=--inspect=0.0.0.0:{InspectorPort}");

    /// <summary>Adds them.</summary>
    /// <param name="platform">The platform.</param>
    /// <returns>One for each checkout that is a micro-frontend of the release; none in publish mode.</returns>
    public static IReadOnlyList<FrontendServerResource> Add(IResourceBuilder<OpenEdxResource> platform) =>
        platform.ApplicationBuilder.ExecutionContext.IsPublishMode ? [] : [.. FrontendCheckout.Of(platform.Resource.Options).Select(frontend => Add(platform, frontend))];

    private static FrontendServerResource Add(IResourceBuilder<OpenEdxResource> platform, FrontendCheckout frontend)
    {
        var (resource, app) = (platform.Resource, frontend.App);
        var packages = AddPackages(platform, frontend);
        var site = resource.Sites["apps"];
        var server = platform.ApplicationBuilder.AddResource(new FrontendServerResource(app.Name, resource, frontend))
            .WithCheckout(resource, frontend)
            .WithIconName("AppsListDetail")
            // What it writes, and what a person does in its shell, belongs to the owner of the checkout.
            .WithContainerRuntimeArgs(async context =>
            {
                if (await CheckoutOwner.OfAsync(frontend.Checkout.Folder, context.CancellationToken) is { } owner)
                {
                    context.Args.Add("--user");
                    context.Args.Add(owner);
                }
            })
            .WithTextFile(Server, () => PlatformContainers.Source("serve-frontend.sh"))
            .WithEntrypoint("sh")
            .WithArgs([Server, "start", Inspect, .. frontend.UsesWebpack ? WebSocketArguments(app.Name) : []])
            // What Open edX's images of micro-frontends are built with.
            .WithEnvironment("APP_ID", app.Name)
            .WithEnvironment("PUBLIC_PATH", $"/{app.Name}/")
            .WithEnvironment("MFE_CONFIG_API_URL", "/api/mfe_config/v1")
            .WithEnvironment("PORT", app.Port.ToString(CultureInfo.InvariantCulture))
            .WithHttpEndpoint(targetPort: app.Port, name: FrontendServerResource.HttpEndpointName)
            .WithUrlForEndpoint(FrontendServerResource.HttpEndpointName, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithUrl($"{site.Url}/{app.Name}/", app.Name)
            .WithEndpoint(
                resource.Sites.ClaimPort(frontend.InspectorRoute, frontend.InspectorPort), InspectorPort, scheme: "tcp",
                name: DevelopmentBuilderExtensions.DebuggerEndpointName, isExternal: false)
            .WaitForJob(packages);
        server.WithProbe(new(ProbeKind.Readiness, new HttpProbe(server.Resource.HttpEndpoint, $"/{app.Name}/"))
        {
            // webpack's answers when it has compiled all, which takes a minute.
            Timeout = TimeSpan.FromMinutes(2),
        });
        return server.Resource;
    }

    private static PlatformJobResource AddPackages(IResourceBuilder<OpenEdxResource> platform, FrontendCheckout frontend) =>
        platform.ApplicationBuilder.AddResource(new PlatformJobResource($"{frontend.App.Name}-packages", platform.Resource))
            .WithCheckout(platform.Resource, frontend)
            .WithIconName("ClipboardTask")
            .WithMadeVolume($"{platform.Resource.Name}-npm", CacheFolder)
            .WithTextFile(Installer, () => PlatformContainers.Source("install-packages.sh"))
            // It gives the empty volume to the checkout's owner, and goes on as that one.
            .WithContainerRuntimeArgs("--user", "0:0")
            .AsJob(new(["sh", Installer, CacheFolder, .. platform.Resource.Options.FrontendPackages]))
            .Resource;

    // The same place in both: packages that are compiled keep whole paths.
    private static IResourceBuilder<T> WithCheckout<T>(this IResourceBuilder<T> builder, OpenEdxResource platform, FrontendCheckout frontend)
        where T : ContainerResource
    {
        var checkout = frontend.Checkout;
        builder
            .WithImage(platform.Release.Images.Services[Image], platform.Images)
            .WithBindMount(checkout.Folder, checkout.Target)
            .WithMadeVolume($"{platform.Name}-{frontend.App.Name}-node-modules", frontend.ModulesFolder)
            .WithContainerRuntimeArgs("--workdir", checkout.Target)
            .WithEnvironment("HOME", "/tmp")
            .WithEnvironment("NPM_CONFIG_UPDATE_NOTIFIER", "false")
            // A server that has loaded other packages is started again.
            .WithEnvironment("DEVSTACK_PACKAGES", string.Join(' ', platform.Options.FrontendPackages.Prepend(frontend.FingerprintOfPackages())));
        builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((_, cancellationToken) => MountPoints.MakeAsync(checkout.Folder, ["node_modules"], cancellationToken));
        // Networks that look into TLS: whom Node.js trusts on this machine, it trusts in its containers.
        return Environment.GetEnvironmentVariable(TrustVariable) is { Length: > 0 } file && File.Exists(file)
            ? builder.WithTextFile(Authorities, () => File.ReadAllText(file)).WithEnvironment(TrustVariable, Authorities)
            : builder;
    }

    // webpack's client asks at /ws of its origin, whatever the public path is: all micro-frontends share that origin.
    private static string[] WebSocketArguments(string app) => ["--", "--client-web-socket-url-pathname", WebSocketPathOf(app)];

    /// <summary>Where browsers open the web socket of webpack's development server.</summary>
    public static string WebSocketPathOf(string app) => $"/{app}/ws";
}
