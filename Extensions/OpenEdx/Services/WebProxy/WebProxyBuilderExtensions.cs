using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Services.WebProxy;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx;

/// <summary>Adds the web proxy to a platform.</summary>
public static class WebProxyBuilderExtensions
{
    /// <summary>Adds Caddy with a host name and a port for each site; ports bind to 127.0.0.1.</summary>
    /// <param name="platform">The platform, with its services.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The proxy's builder.</returns>
    public static IResourceBuilder<WebProxyResource> AddWebProxy(
        this IResourceBuilder<OpenEdxResource> platform, [ResourceName] string name = "proxy")
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var routes = RoutesOf(platform.Resource);
        var proxy = platform.ApplicationBuilder.AddResource(new WebProxyResource(name, platform.Resource))
            .WithImage(platform.Resource.Release.Images.Caddy, platform.Resource.Images)
            .WithIconName("Globe")
            .WithTextFile("/etc/caddy/Caddyfile", () => Caddyfile.ForDevelopment(routes))
            .WithReadiness("wget", "-q", "-O", "/dev/null", "http://localhost:2019/config/");
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

        if (platform.Resource.Mail is { } mail)
        {
            platform.ApplicationBuilder.CreateResourceBuilder(mail).WithUrl(platform.Resource.Sites["mail"].Url, "Mail");
        }

        return proxy;
    }

    private static List<Caddyfile.Route> RoutesOf(OpenEdxResource platform)
    {
        var upstreams = new List<(string Route, string? Upstream)>
        {
            ("lms", "lms:8000"),
            ("cms", "cms:8000"),
            ("mail", platform.Mail is { } mail ? $"{mail.Name}:8025" : null),
            ("meilisearch", platform.Search is { } search ? $"{search.Name}:7700" : null),
        };
        return [.. upstreams
            .Where(route => route.Upstream is not null && platform.Sites.Contains(route.Route))
            .Select(route => new Caddyfile.Route(platform.Sites[route.Route], route.Upstream!))];
    }
}
