using System.Globalization;
using System.Text;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx.Services.WebProxy;

/// <summary>The web proxy's configuration.</summary>
internal static class Caddyfile
{
    /// <summary>One route: a site and the container behind it.</summary>
    /// <param name="Site">The site.</param>
    /// <param name="Upstream">Host and port inside the stack, for example <c>lms:8000</c>.</param>
    public sealed record Route(Site Site, string Upstream);

    /// <summary>For a devstack: each site listens on its own port, and every site answers by its name on the first one.</summary>
    public static string ForDevelopment(IReadOnlyList<Route> routes)
    {
        var text = new StringBuilder("{\n\tauto_https off\n\tadmin localhost:2019\n}\n");
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
}
