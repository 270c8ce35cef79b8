using System.Globalization;
using System.Text;
using Devstack.Hosting.Containers.Deployment;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Services.WebProxy;

/// <summary>The web proxy's configuration.</summary>
internal static class Caddyfile
{
    /// <summary>Where Caddy is asked and told, from inside of its container alone.</summary>
    public const string Administration = "localhost:2019";

    /// <summary>For a devstack: each site listens on its own port, and every site answers by its name on the first one.</summary>
    public static string ForDevelopment(IReadOnlyList<WebProxyRoute> routes)
    {
        var text = new StringBuilder($"{{\n\tauto_https off\n\tadmin {Administration}\n}}\n");
        foreach (var route in routes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# {route.Site.Route}\n:{route.Site.ProxyPort} {{\n");
            if (route == routes[0])
            {
                foreach (var other in routes.Skip(1))
                {
                    text.Append(CultureInfo.InvariantCulture, $"\t@{other.Site.Route} host {other.Site.Host}\n\treverse_proxy @{other.Site.Route} {other.Upstream}\n");
                }
            }

            text.Append(CultureInfo.InvariantCulture, $"\treverse_proxy {route.Upstream}\n}}\n");
        }

        return text.ToString();
    }

    /// <summary>For a server: sites by their host names.</summary>
    /// <param name="routes">The sites.</param>
    /// <param name="options">Where TLS ends, and the server's ports.</param>
    /// <param name="contact">Whom the certificate authority writes to.</param>
    /// <remarks>Only what Caddy 2.6 knows, too: Debian 13 has that one.</remarks>
    public static string ForProduction(IReadOnlyList<WebProxyRoute> routes, PublishOptions options, string contact)
    {
        var text = new StringBuilder("{\n");
        text.Append(CultureInfo.InvariantCulture, $"\tadmin {Administration}\n\thttp_port {options.HttpPort}\n\thttps_port {options.HttpsPort}\n");
        text.Append(options.Tls switch
        {
            TlsMode.Automatic => $"\temail {contact}\n",
            TlsMode.Internal => "\tlocal_certs\n\tskip_install_trust\n",
            _ => "\tauto_https off\n",
        });
        // A slow line may take its time for the body of an upload, and for nothing else.
        text.Append("\tservers {\n\t\ttimeouts {\n\t\t\tread_header 30s\n\t\t\tidle 5m\n\t\t}\n\t}\n}\n");
        foreach (var route in routes)
        {
            Write(text, route, options);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, WebProxyRoute route, PublishOptions options)
    {
        var scheme = options.Tls is TlsMode.Automatic or TlsMode.Internal ? "" : "http://";
        text.Append(CultureInfo.InvariantCulture, $"\n# {route.Site.Route}\n{scheme}{route.Site.Host} {{\n\tlog\n\tencode gzip\n");
        if (route.MaximumBody is { } size)
        {
            text.Append(CultureInfo.InvariantCulture, $"\trequest_body {{\n\t\tmax_size {size}\n\t}}\n");
        }

        if (route.Icon is { } icon)
        {
            text.Append(CultureInfo.InvariantCulture, $"\trewrite /favicon.ico {icon}\n");
        }

        // An update of the service names the replicas that get requests. Who can't be reached hasn't seen the request: another may.
        var variable = UpstreamReloadAnnotation.VariableOf(route.Endpoint.Resource.Name);
        text.Append(CultureInfo.InvariantCulture, $$"""
            	reverse_proxy {${{variable}}:{{route.Upstream}}} {
            		lb_policy round_robin
            		lb_try_duration 15s
            		lb_try_interval 250ms
            		header_up X-Forwarded-Port {{route.Site.Port}}

            """);
        if (options.Tls is TlsMode.External)
        {
            // It comes from the other proxy, which says who asked and how.
            text.Append("\t\ttrusted_proxies private_ranges\n");
        }

        // A connection that is kept may be closed by the service just as a request goes out on it, and that one would be lost.
        text.Append("\t\ttransport http {\n\t\t\tdial_timeout 3s\n\t\t\tkeepalive off\n\t\t}\n\t}\n}\n");
    }
}
