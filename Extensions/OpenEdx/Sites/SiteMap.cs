using System.Globalization;

namespace Devstack.OpenEdx.Sites;

/// <summary>Where people reach the platform: the host name and the port of each site.</summary>
public sealed class SiteMap
{
    private const string OtherOfLms = "lms ";

    private readonly OrderedDictionary<string, Site> _sites = [];
    private readonly Dictionary<string, int> _ports = [];

    /// <summary>Makes the map.</summary>
    /// <param name="host">The host name of the LMS, for example <c>local.openedx.io</c>; the other sites are below it.</param>
    /// <param name="https">Whether the sites are served by HTTPS.</param>
    public SiteMap(string host, bool https = false)
    {
        Host = host;
        Https = https;
    }

    /// <summary>The host name of the LMS; cookies are shared below it.</summary>
    public string Host { get; }

    /// <summary>Whether the sites are served by HTTPS.</summary>
    public bool Https { get; }

    /// <summary>The sites, in the order they were added.</summary>
    public IEnumerable<Site> All => _sites.Values;

    /// <summary>The LMS.</summary>
    public Site Lms => this["lms"];

    /// <summary>Studio.</summary>
    public Site Cms => this["cms"];

    /// <summary>A site by the name of its route.</summary>
    public Site this[string route] => _sites[route];

    /// <summary>Adds a site.</summary>
    /// <param name="route">The name of its route: <c>lms</c>, <c>cms</c>, <c>mail</c>, ...</param>
    /// <param name="host">Its host name.</param>
    /// <param name="port">The port that browsers use.</param>
    /// <param name="developmentPort">The port that the web proxy listens on for it, the same in every stack: Tutor's development port.</param>
    public Site Add(string route, string host, int port, int developmentPort) =>
        _sites[route] = new(route, Https ? "https" : "http", host, port, developmentPort);

    /// <summary>Adds a site below the LMS's host, <c>ROUTE.HOST</c> unless the user says another, on a port that is free.</summary>
    /// <param name="route">The name of its route, for example <c>notes</c>.</param>
    /// <param name="developmentPort">The port on this machine in a devstack, unless it is taken.</param>
    /// <returns>The site; the same one when it is there already.</returns>
    public Site Claim(string route, int developmentPort)
    {
        if (_sites.TryGetValue(route, out var site))
        {
            return site;
        }

        var (host, port) = Claims(route, developmentPort);
        return Add(route, host ?? $"{route}.{Host}", port, developmentPort);
    }

    /// <summary>Other sites that the LMS answers for, each with a theme of its own.</summary>
    public IEnumerable<Site> OthersOfLms => _sites.Values.Where(site => site.Route.StartsWith(OtherOfLms, StringComparison.Ordinal));

    /// <summary>Adds a site that the LMS answers for at its own port.</summary>
    /// <param name="host">Its host name.</param>
    public Site AddOtherOfLms(string host) => Add(OtherOfLms + host, host, Lms.Port, Lms.ProxyPort);

    /// <summary>Notes a port of this machine that isn't a site's and is free.</summary>
    /// <param name="route">For example <c>notes-debugger</c>.</param>
    /// <param name="port">The port, unless it is taken.</param>
    public int ClaimPort(string route, int port) => _ports[route] = Claims(route, port).Port;

    /// <summary>Gives for a route and its usual port the user's own host name, if any, and the port.</summary>
    internal Func<string, int, (string? Host, int Port)> Claims { get; init; } = (_, port) => (null, port);

    /// <summary>Notes a port of this machine that isn't a site's, for example a debugger's.</summary>
    public void AddPort(string route, int port) => _ports[route] = port;

    /// <summary>A port that isn't a site's.</summary>
    public int PortOf(string route) => _ports[route];

    /// <summary>The same; <see langword="null"/> when none is set.</summary>
    public int? FindPort(string route) => _ports.TryGetValue(route, out var port) ? port : null;

    /// <summary>Whether there is a site.</summary>
    public bool Contains(string route) => _sites.ContainsKey(route);
}

/// <summary>One site.</summary>
/// <param name="Route">The name of its route.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Its host name.</param>
/// <param name="Port">The port that browsers use.</param>
/// <param name="ProxyPort">The port that the web proxy listens on for it.</param>
public sealed record Site(string Route, string Scheme, string Host, int Port, int ProxyPort)
{
    /// <summary>Host and port as browsers send it: <c>HOST[:PORT]</c>, without the scheme's own port.</summary>
    public string Base => (Scheme, Port) is ("http", 80) or ("https", 443)
        ? Host
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>The address without a slash at the end.</summary>
    public string Url => $"{Scheme}://{Base}";
}
