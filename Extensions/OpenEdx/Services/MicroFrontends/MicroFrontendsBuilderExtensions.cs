using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Frontends;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.MicroFrontends;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx;

/// <summary>Adds the micro-frontends to a platform.</summary>
public static class MicroFrontendsBuilderExtensions
{
    private const string ConfigurationFile = "/etc/caddy/Caddyfile";
    private const string Image = "mfe";
    private const int User = 1000;

    /// <summary>Adds <c>mfe</c>, which serves all micro-frontends of the release at <c>apps.HOST/NAME/</c>, unless the part <c>mfe</c> is off or the release has none.
    /// In a devstack one whose checkout is named has a development server, <c>NAME</c>, in the place of the image's files.</summary>
    /// <param name="platform">The platform, with its LMS. The web proxy is added after it.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The platform's builder.</returns>
    /// <exception cref="InvalidOperationException">The platform has no LMS yet.</exception>
    public static IResourceBuilder<OpenEdxResource> AddMicroFrontends(
        this IResourceBuilder<OpenEdxResource> platform, [ResourceName] string name = StackParts.MicroFrontends)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentException.ThrowIfNullOrEmpty(name);
        TellOfCheckouts(platform);
        if (!platform.Resource.Runs(StackParts.MicroFrontends))
        {
            return platform;
        }

        var (resource, site) = (platform.Resource, platform.Resource.Sites["apps"]);
        var lms = LmsOf(platform);
        WarnOfCookies(platform, site);
        var servers = FrontendServers.Add(platform);
        var frontends = platform.ApplicationBuilder.AddResource(new MicroFrontendsResource(name, resource))
            .WithImage(resource.Release.Images.Services[Image], resource.Images)
            .WithIconName("AppsListDetail")
            .WithSize(Size.MicroFrontends)
            .WithTextFile(ConfigurationFile, () => MicroFrontendsCaddyfile.Of(resource, servers))
            .WithHttpEndpoint(targetPort: MicroFrontendsCaddyfile.Port, name: MicroFrontendsResource.HttpEndpointName)
            .WhenPublished(published => published
                // The LMS answers for their configuration. They don't wait for it: files are served while it starts.
                .ConnectsTo(lms)
                .WithUser(User)
                .WithReadOnlyRoot("/tmp", "/config", "/data")
                // The image's caddy is a file with this capability: without it the kernel refuses to run it.
                .WithCapabilities("NET_BIND_SERVICE"));
        var files = resource.Release.MicroFrontends.Where(app => servers.All(server => server.Frontend.App != app)).ToList();
        // The root is a redirection: it is asked when a development server answers for each path.
        frontends.WithProbe(new(ProbeKind.Readiness, new HttpProbe(frontends.Resource.HttpEndpoint, files.Count > 0 ? $"/{files[0].Name}/" : "/")));
        if (platform.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            AddLinks(frontends, site, files);
        }

        return platform;
    }

    // The container's own address is of no use to a browser: cookies are set for the site's name.
    private static void AddLinks(IResourceBuilder<MicroFrontendsResource> frontends, Site site, IEnumerable<MicroFrontend> files)
    {
        frontends.WithUrlForEndpoint(MicroFrontendsResource.HttpEndpointName, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        foreach (var app in files)
        {
            frontends.WithUrl($"{site.Url}/{app.Name}/", app.Name);
        }
    }

    private static void TellOfCheckouts(IResourceBuilder<OpenEdxResource> platform)
    {
        if (platform.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            foreach (var problem in FrontendCheckout.ProblemsOf(platform.Resource.Options))
            {
                platform.ApplicationBuilder.Notices().Add(problem);
            }
        }
    }

    private static void WarnOfCookies(IResourceBuilder<OpenEdxResource> platform, Site site)
    {
        var host = platform.Resource.Sites.Host;
        if (!site.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase))
        {
            platform.ApplicationBuilder.Notices().Add(
                $"The micro-frontends are at '{site.Host}', which isn't below '{host}': browsers won't send them the LMS's cookies, and nobody can log in there. Set 'hosts.apps' to a name that ends in '.{host}'.");
        }
    }

    private static IResource LmsOf(IResourceBuilder<OpenEdxResource> platform) => platform.ApplicationBuilder.Resources
        .OfType<IPlatformWebService>()
        .FirstOrDefault(service => service.Parent == platform.Resource && service.Variant is Settings.PlatformVariant.Lms)
        ?? throw new InvalidOperationException($"The micro-frontends of '{platform.Resource.Name}' read their configuration from its LMS. Call AddLms before AddMicroFrontends.");
}
