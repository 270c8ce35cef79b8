using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Text.Json;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.OpenEdx.Sites;

/// <summary>The ports of a machine, as far as choosing one needs them.</summary>
internal interface IPorts
{
    /// <summary>Whether nobody listens on a port.</summary>
    bool IsFree(int port);

    /// <summary>The port that a route had at the last start; <see langword="null"/> when there was none.</summary>
    int? Last(string route);

    /// <summary>Notes the port of a route for the next start.</summary>
    void Remember(string route, int port);
}

/// <summary>The ports of this machine.</summary>
/// <remarks>
/// Ports are part of the platform's addresses, and so of its settings: a route keeps its port from start to start,
/// else the containers behind it would be replaced each time another program comes and goes.
/// </remarks>
internal sealed class MachinePorts(StackIdentity stack) : IPorts
{
    // After a kill -9 the orchestrator's own monitor closes the old ports within some ten seconds.
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string _path = Path.Combine(stack.Folder, "ports.json");
    private Dictionary<string, int>? _last;

    public bool IsFree(int port) => !Listens(port) || (Remembered.ContainsValue(port) && WaitUntilFree(port));

    public int? Last(string route) => Remembered.TryGetValue(route, out var port) ? port : null;

    public void Remember(string route, int port)
    {
        if (Last(route) == port)
        {
            return;
        }

        Remembered[route] = port;
        Directory.CreateDirectory(stack.Folder);
        File.WriteAllText(_path, JsonSerializer.Serialize(Remembered));
    }

    private Dictionary<string, int> Remembered => _last ??= Read();

    private Dictionary<string, int> Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(_path)) ?? [] : [];
        }
        catch (JsonException)
        {
            // A note that a crash cut off is no reason not to start: the usual ports are tried instead.
            return [];
        }
    }

    private static bool WaitUntilFree(int port)
    {
        var waited = Stopwatch.StartNew();
        while (Listens(port))
        {
            if (waited.Elapsed > ReleaseTimeout)
            {
                return false;
            }

            using var never = new ManualResetEventSlim();
            never.Wait(Pause);
        }

        return true;
    }

    private static bool Listens(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
