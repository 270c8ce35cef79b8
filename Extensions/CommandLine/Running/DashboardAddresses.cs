using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Devstack.CommandLine.Running;

/// <summary>Where the dashboard and its receivers listen when no launch profile says so: plain http, for this machine and its containers only.</summary>
/// <remarks>
/// Aspire's own defaults are random ports with https: they need a development certificate, and a person can't keep a bookmark.
/// </remarks>
internal static class DashboardAddresses
{
    private const string Dashboard = "ASPNETCORE_URLS";
    private const string TelemetryOverHttp = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    private static readonly (string Key, int Port)[] Defaults =
    [
        (Dashboard, 18888),
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", 18889),
        (TelemetryOverHttp, 18890),
        ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", 18891),
    ];

    // The dashboard of an AppHost that was killed ends a few seconds after it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The addresses that <paramref name="configuration"/> lacks: the usual port, or the next one that is free.</summary>
    /// <remarks>
    /// The address for traces is part of the services' environment: with another port they would be made anew. So
    /// <paramref name="lastForTraces"/>, the port of the last start, is waited for while the dashboard of that start ends.
    /// </remarks>
    public static Dictionary<string, string?> Missing(
        IConfiguration configuration, Func<int, bool> isFree, IPAddress reachedByContainers, int? lastForTraces = null)
    {
        var taken = new HashSet<int>();
        var missing = new Dictionary<string, string?>();
        foreach (var (key, usual) in Defaults.Where(address => string.IsNullOrEmpty(configuration[address.Key])))
        {
            // Steps of ten: a second stack gets four neighbours again, 18898 and so on.
            var last = key == TelemetryOverHttp && lastForTraces is { } known && SpinWait.SpinUntil(() => isFree(known), Patience) && taken.Add(known)
                ? lastForTraces
                : null;
            var port = last ?? Enumerable.Range(0, 200).Select(step => usual + (step * 10)).FirstOrDefault(port => isFree(port) && taken.Add(port), usual);
            missing[key] = string.Create(CultureInfo.InvariantCulture, $"http://{(key == TelemetryOverHttp ? reachedByContainers : IPAddress.Loopback)}:{port}");
        }

        return missing;
    }

    /// <summary>The port for traces among such addresses; <see langword="null"/> when the configuration has its own.</summary>
    public static int? PortForTraces(IReadOnlyDictionary<string, string?> addresses) =>
        addresses.TryGetValue(TelemetryOverHttp, out var address) && address is not null ? new Uri(address).Port : null;

    /// <summary>Whether nobody listens on a port of this machine, at whichever of its addresses.</summary>
    public static bool IsFree(int port) =>
        !IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    /// <summary>An address of this machine that containers reach, for their traces, and other machines don't.</summary>
    /// <remarks>On Linux the one of Docker's bridge; where there is none, Docker Desktop lets containers reach the loopback address.</remarks>
    public static IPAddress ReachedByContainers() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .FirstOrDefault(network => network.Name == "docker0")?
            .GetIPProperties().UnicastAddresses.Select(address => address.Address)
            .FirstOrDefault(address => address.AddressFamily is AddressFamily.InterNetwork)
        ?? IPAddress.Loopback;

    /// <summary>The address that a person opens, with the token that logs in.</summary>
    public static string? LoginUrl(IConfiguration configuration)
    {
        var address = configuration[Dashboard]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.TrimEnd('/');
        return address is null ? null
            : configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"{address}/login?t={token}"
            : address;
    }
}
