using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.MicroFrontends;
using Devstack.OpenEdx.Services.WebProxy;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx;

/// <summary>Adds the web proxy to a platform.</summary>
public static class WebProxyBuilderExtensions
{
    private const string ConfigurationFile = "/etc/caddy/Caddyfile";

    // The image names none but root. Ports below 1024 are open to any user of a container (Docker since 20.10).
    private const int User = 1000;

    /// <summary>Adds Caddy: in a devstack with a host name and a port of 127.0.0.1 for each site, on a server with TLS by their host names.</summary>
    /// <param name="platform">The platform, with its services.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The proxy's builder.</returns>
    public static IResourceBuilder<WebProxyResource> AddWebProxy(
        this IResourceBuilder<OpenEdxResource> platform, [ResourceName] string name = "proxy")
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var routes = RoutesOf(platform);
        var proxy = platform.ApplicationBuilder.AddResource(new WebProxyResource(name, platform.Resource))
            .WithImage(platform.Resource.Release.Images.Caddy, platform.Resource.Images)
            .WithIconName("Globe")
            .WithSize(Size.Proxy)
            .WithReadiness("wget", "-q", "-O", "/dev/null", "http://127.0.0.1:2019/config/");
        return platform.ApplicationBuilder.ExecutionContext.IsPublishMode ? ForProduction(proxy, routes) : ForDevelopment(proxy, routes);
    }

    private static IResourceBuilder<WebProxyResource> ForDevelopment(IResourceBuilder<WebProxyResource> proxy, IReadOnlyList<WebProxyRoute> routes)
    {
        var platform = proxy.Resource.Parent;
        proxy.WithTextFile(ConfigurationFile, () => Caddyfile.ForDevelopment(routes));
        foreach (var route in routes)
        {
            var site = route.Site;
            proxy.WithHttpEndpoint(port: site.Port, targetPort: site.ProxyPort, name: site.Route)
                .WithUrlForEndpoint(site.Route, url =>
                {
                    url.Url = site.Url;
                    url.DisplayText = site.Route;
                });
        }

        if (platform.Services.Any(service => service.Definition.CallsSites))
        {
            // Outside it is this machine; who asks in a container means the proxy. It listens there on the usual ports.
            proxy.WithContainerRuntimeArgs("--network-alias", platform.Sites.Lms.Host);
        }

        if (platform.Mail is { } mail)
        {
            proxy.ApplicationBuilder.CreateResourceBuilder(mail).WithUrl(platform.Sites["mail"].Url, "Mail");
        }

        return proxy;
    }

    private static IResourceBuilder<WebProxyResource> ForProduction(IResourceBuilder<WebProxyResource> proxy, IReadOnlyList<WebProxyRoute> routes)
    {
        var (platform, options) = (proxy.Resource.Parent, proxy.Resource.Parent.Options);
        var publish = options.Publish;
        proxy.WithTextFile(ConfigurationFile, () => Caddyfile.ForProduction(routes, publish, options.ContactEmail))
            .WithHttpEndpoint(port: publish.HttpPort, targetPort: publish.HttpPort, name: "http")
            // Certificates and their keys, and what was configured last.
            .WithVolume($"{proxy.Resource.Name}-data", "/data")
            .WithVolume($"{proxy.Resource.Name}-config", "/config")
            .WithUser(User)
            .WithReadOnlyRoot("/tmp")
            // The image's caddy is a file with this capability: without it the kernel refuses to run it.
            .WithCapabilities("NET_BIND_SERVICE")
            .WithAnnotation(new UpstreamReloadAnnotation("caddy", "reload", "--config", ConfigurationFile, "--adapter", "caddyfile"));
        if (publish.Tls is TlsMode.Automatic or TlsMode.Internal)
        {
            proxy.WithHttpsEndpoint(port: publish.HttpsPort, targetPort: publish.HttpsPort, name: "https")
                .WithEndpoint(port: publish.HttpsPort, targetPort: publish.HttpsPort, scheme: "udp", name: "http3", isExternal: true, protocol: ProtocolType.Udp);
        }

        proxy.WithExternalHttpEndpoints();
        foreach (var route in routes)
        {
            proxy.WithRoute(ReferenceExpression.Create($"{route.Site.Host}"), route.Endpoint);
        }

        return proxy;
    }

    private static List<WebProxyRoute> RoutesOf(IResourceBuilder<OpenEdxResource> platform)
    {
        var (resource, sites) = (platform.Resource, platform.Resource.Sites);
        var isDevelopment = platform.ApplicationBuilder.ExecutionContext.IsRunMode;
        var routes = new List<WebProxyRoute>();
        foreach (var service in platform.ApplicationBuilder.Resources.OfType<IPlatformWebService>().Where(service => service.Parent == resource))
        {
            var isLms = service.Variant is PlatformVariant.Lms;
            routes.Add(new(isLms ? sites.Lms : sites.Cms, service.HttpEndpoint)
            {
                // Studio takes courses and videos, as Tutor's proxy does.
                MaximumBody = isLms ? "10MB" : "250MB",
                Icon = "/theming/asset/images/favicon.ico",
            });
        }

        // In a devstack they have the LMS's port, where the proxy takes any name.
        if (!isDevelopment && routes.Find(route => route.Site == sites.Lms) is { } lms)
        {
            routes.AddRange(sites.All.Where(site => site.Route == "preview" || sites.OthersOfLms.Contains(site)).Select(site => lms with { Site = site }));
        }

        routes.AddRange(resource.Services.Where(service => service.IsPublic).Select(service => new WebProxyRoute(service.Site, service.HttpEndpoint) { MaximumBody = "10MB" }));
        if (platform.ApplicationBuilder.Resources.OfType<MicroFrontendsResource>().FirstOrDefault(frontends => frontends.Parent == resource) is { } apps)
        {
            // Nothing is sent there: forms go to LMS and Studio.
            routes.Add(new(sites["apps"], apps.HttpEndpoint) { MaximumBody = "2MB" });
        }

        if (resource.Mail is { } mail && isDevelopment && sites.Contains("mail"))
        {
            routes.Add(new(sites["mail"], new EndpointReference(mail, "http")));
        }

        if (resource.Search is { } search && sites.Contains("meilisearch"))
        {
            routes.Add(new(sites["meilisearch"], search.PrimaryEndpoint));
        }

        if (resource.ObjectStorage is { } storage)
        {
            routes.Add(new(sites[ObjectStorageBuilderExtensions.FilesRoute], storage.S3Endpoint));
            if (isDevelopment)
            {
                routes.Add(new(sites[storage.Name], storage.ConsoleEndpoint));
            }
        }

        return routes;
    }
}
