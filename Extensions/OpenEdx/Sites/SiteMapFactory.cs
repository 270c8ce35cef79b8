using System.Net;
using System.Net.Sockets;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Sites;

/// <summary>Chooses host names and ports: what the user set, else Tutor's development ports, else the next free ones.</summary>
internal sealed class SiteMapFactory(DevstackOptions options, Func<string, bool> resolvesHere, IStackPorts ports)
{
    /// <summary>The host name for machines where the default one doesn't resolve: browsers know <c>*.localhost</c> by themselves.</summary>
    public const string LocalhostName = "openedx.localhost";

    private const int UsualHttpsPort = 443;

    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(1);

    // Tutor's development ports (tutor.md 3.4); mail and search: the ports of their own images.
    private static readonly (string Route, string Prefix, int Port)[] Routes =
    [
        ("lms", "", 8000),
        ("cms", "studio.", 8001),
        ("apps", "apps.", 8002), // one for all; Tutor has one for each
        ("meilisearch", "meilisearch.", 7700),
        ("mail", "mail.", 8025),
    ];

    // Nobody types these ports, unless a person says which they are.
    private static readonly string[] Datastores = ["mysql", "mongodb", "redis"];

    // debugpy's usual port, and the next ones.
    private static readonly (string Route, int Port)[] Debuggers =
        [("lms-debugger", 5678), ("cms-debugger", 5679), ("lms-worker-debugger", 5680), ("cms-worker-debugger", 5681)];

    /// <summary>For this machine.</summary>
    /// <param name="options">What the user has set.</param>
    /// <param name="ports">Which ports are free.</param>
    public static SiteMapFactory ForThisMachine(DevstackOptions options, IStackPorts ports) => new(options, ResolvesToLoopback, ports);

    /// <summary>This machine's ports.</summary>
    /// <param name="options">What the user has set.</param>
    /// <param name="remember">Whether they are noted for the next start.</param>
    public static StackPorts PortsOf(DevstackOptions options, bool remember) => new(new StackIdentity(options.Name), new CommandLineEngine(), remember);

    /// <summary>The sites of a devstack on this machine.</summary>
    /// <param name="notice">Told what a person should know: another host name or port than usual.</param>
    public SiteMap Development(Action<string> notice)
    {
        var host = options.Host;
        if (host == new DevstackOptions().Host && !resolvesHere(host))
        {
            notice($"'{host}' doesn't resolve to this machine (offline, or a DNS that filters private addresses): using '{LocalhostName}'.");
            host = LocalhostName;
        }

        var taken = new HashSet<int>();
        var sites = new SiteMap(host) { Claims = (route, usual) => (OwnHost(route), PortOf(route, usual, taken, notice)) };
        foreach (var (route, prefix, usual) in Routes.Where(IsServed))
        {
            sites.Add(route, OwnHost(route) ?? prefix + host, PortOf(route, usual, taken, notice), usual);
        }

        foreach (var (route, usual) in Debuggers)
        {
            sites.AddPort(route, PortOf(route, usual, taken, notice));
        }

        foreach (var route in Datastores.Where(options.Ports.ContainsKey))
        {
            sites.AddPort(route, PortOf(route, options.Ports[route], taken, notice));
        }

        AddOthersOfLms(sites);
        return sites;
    }

    /// <summary>The sites of a published platform: a host name each, one port for all.</summary>
    public SiteMap Production()
    {
        var publish = options.Publish;
        var port = publish.Tls switch
        {
            TlsMode.None => publish.HttpPort,
            TlsMode.External => UsualHttpsPort,
            _ => publish.HttpsPort,
        };
        var sites = new SiteMap(options.Host, https: publish.Tls is not TlsMode.None)
        {
            Claims = (route, _) => (OwnHost(route), port),
        };
        foreach (var (route, prefix, usual) in Routes.Where(IsServed))
        {
            sites.Add(route, OwnHost(route) ?? prefix + options.Host, port, usual);
        }

        AddOthersOfLms(sites);
        return sites;
    }

    // The LMS by other names, at its own port: drafts, and sites with a theme of their own.
    private void AddOthersOfLms(SiteMap sites)
    {
        foreach (var host in options.Sites.Keys.Order(StringComparer.Ordinal))
        {
            sites.AddOtherOfLms(host);
        }

        if (ReleaseCatalog.Get(options.Release).HasPreviewHost)
        {
            sites.Add("preview", OwnHost("preview") ?? $"preview.{sites.Lms.Host}", sites.Lms.Port, sites.Lms.ProxyPort);
        }
    }

    private string? OwnHost(string route) => options.Hosts.TryGetValue(route, out var own) ? own : null;

    // What isn't in the stack has no address in it.
    private bool IsServed((string Route, string Prefix, int Port) site)
    {
        var release = ReleaseCatalog.Get(options.Release);
        return site.Route switch
        {
            "apps" => StackParts.IsOn(options, release, StackParts.MicroFrontends),
            "mail" => !options.External.Smtp.IsUsed && StackParts.IsOn(options, release, StackParts.Mail),
            "meilisearch" => !options.External.Search.IsUsed && StackParts.IsOn(options, release, StackParts.Search),
            _ => true,
        };
    }

    private int PortOf(string route, int usual, HashSet<int> taken, Action<string> notice)
    {
        if (options.Ports.TryGetValue(route, out var own))
        {
            return ports.IsFree(own) && taken.Add(own) ? own : throw new PortInUseException(route, own);
        }

        var port = ports.Last(route) is { } last && !taken.Contains(last) && ports.IsFree(last) ? last : usual;
        while (taken.Contains(port) || !ports.IsFree(port))
        {
            port++;
        }

        taken.Add(port);
        ports.Remember(route, port);
        if (port != usual)
        {
            notice($"Port {usual} is in use, or was at the last start: '{route}' is on port {port}. Set 'ports.{route}' in devstack.yaml to choose another.");
        }

        return port;
    }

    private static bool ResolvesToLoopback(string host)
    {
        try
        {
            using var timeout = new CancellationTokenSource(LookupTimeout);
            return Dns.GetHostAddressesAsync(host, timeout.Token).GetAwaiter().GetResult().Any(IPAddress.IsLoopback);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
