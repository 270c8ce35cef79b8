using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using Devstack.Hosting.Containers.Engine;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>The ports of a machine, as far as choosing one for a stack needs them.</summary>
public interface IStackPorts
{
    /// <summary>Whether nobody else than this stack listens on a port.</summary>
    bool IsFree(int port);

    /// <summary>The port that something had at the last start; <see langword="null"/> when there was none.</summary>
    int? Last(string name);

    /// <summary>Notes a port for the next start.</summary>
    void Remember(string name, int port);
}

/// <summary>The ports of this machine.</summary>
/// <remarks>
/// Ports are part of addresses, and so of settings and of the containers themselves: a name keeps its port from start to
/// start, else containers would be replaced each time another program comes and goes. The engine publishes them, so a stack
/// whose AppHost was killed still holds them: its own ports count as free.
/// </remarks>
/// <param name="stack">Whose ports.</param>
/// <param name="engine">Knows which ports the stack's running containers hold.</param>
/// <param name="remember">Whether ports are noted for the next start; not when nothing is started.</param>
public sealed class StackPorts(StackIdentity stack, IContainerEngine engine, bool remember = true) : IStackPorts
{
    private readonly string _path = Path.Combine(stack.Folder, "ports.json");

    private Dictionary<string, int> Remembered => field ??= Read();

    private IReadOnlySet<int> Own => field ??= ReadOwn();

    /// <inheritdoc/>
    public bool IsFree(int port) =>
        !IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port) || Own.Contains(port);

    /// <inheritdoc/>
    public int? Last(string name) => Remembered.TryGetValue(name, out var port) ? port : null;

    /// <inheritdoc/>
    public void Remember(string name, int port)
    {
        if (!remember || Last(name) == port)
        {
            return;
        }

        Remembered[name] = port;
        stack.CreateFolder();
        File.WriteAllText(_path, JsonSerializer.Serialize(Remembered));
    }

    /// <summary>A port for something that nobody types: the last one, or any that is free.</summary>
    public int Any(string name)
    {
        var port = Last(name) is { } last && IsFree(last) ? last : AskTheSystem();
        Remember(name, port);
        return port;
    }

    private static int AskTheSystem()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

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

    // The model is built synchronously, and only here does it need the engine. An engine that is away is the preflight's to tell.
    private HashSet<int> ReadOwn()
    {
        try
        {
            var labels = new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name };
            return [.. engine.ListAsync(labels, CancellationToken.None).GetAwaiter().GetResult().SelectMany(container => container.HostPorts)];
        }
        catch (ContainerEngineException)
        {
            return [];
        }
    }
}
