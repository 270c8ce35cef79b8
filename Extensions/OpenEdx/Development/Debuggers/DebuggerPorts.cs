using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Frontends;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Development.Debuggers;

/// <summary>A process that a debugger can attach to.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Port">The port of debugpy, or of Node.js' inspector, on 127.0.0.1.</param>
/// <param name="Mappings">The folders of this machine, and where its container sees them.</param>
public sealed record DebuggerTarget(string Name, int Port, IReadOnlyList<(string Local, string Remote)> Mappings)
{
    /// <summary>What runs in it. Default Python.</summary>
    public DebuggedRuntime Runtime { get; init; }
}

/// <summary>What a debugger speaks to.</summary>
public enum DebuggedRuntime
{
    /// <summary>Python with debugpy.</summary>
    Python,

    /// <summary>Node.js with its inspector: the development server of a micro-frontend.</summary>
    Node,
}

/// <summary>Where debuggers find the processes of a stack, on 127.0.0.1.</summary>
public static class DebuggerPorts
{
    /// <summary>debugpy's usual port, and what it listens on inside each container.</summary>
    public const int InContainer = 5678;

    private static readonly (string Route, string Name, int Port)[] Usual =
    [
        ("lms-debugger", "LMS", 5678),
        ("cms-debugger", "Studio", 5679),
        ("lms-worker-debugger", "LMS worker", 5680),
        ("cms-worker-debugger", "Studio worker", 5681),
        ("test-debugger", "tests", 5690),
    ];

    /// <summary>All of them, with the ports that the configuration gives them (<c>ports: {lms-debugger: 6000}</c>).</summary>
    public static IReadOnlyList<DebuggerTarget> Of(DevstackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (release, checkouts) = (ReleaseCatalog.Get(options.Release), Checkouts.Of(options));
        List<(string, string)> platform = [.. checkouts.Where(checkout => checkout.Kind is CheckoutKind.Platform or CheckoutKind.Package).Select(checkout => (checkout.Folder, checkout.Target))];
        return
        [
            .. Usual.Select(target => new DebuggerTarget(target.Name, PortOf(options, target.Route), platform)),
            .. ServiceCode.All.Where(service => StackParts.IsOn(options, release, service.Name)).SelectMany(service => TargetsOf(options, service, checkouts)),
            .. FrontendsOf(options, release),
        ];
    }

    // Its web server, and what runs beside that with the same code.
    private static IEnumerable<DebuggerTarget> TargetsOf(DevstackOptions options, ServiceCode service, IReadOnlyList<Checkout> checkouts)
    {
        List<(string, string)> mappings =
        [
            .. checkouts.Where(checkout => checkout.HasSettings(service.SettingsModule)).Select(checkout => (checkout.Folder, service.Folder)),
            .. Checkouts.OfService(options, service.Name).Select(package => (package.Folder, package.Target)),
        ];
        return service.Processes.Select(process => (process.Name, process.Title)).Prepend((service.Name, service.Title))
            .Select(process => new DebuggerTarget(process.Title, PortOf(options, $"{process.Name}-debugger"), mappings));
    }

    private static IEnumerable<DebuggerTarget> FrontendsOf(DevstackOptions options, Release release) => !StackParts.IsOn(options, release, StackParts.MicroFrontends) ? [] :
        FrontendCheckout.Of(options).Select(frontend => new DebuggerTarget(
            frontend.App.Name,
            options.Ports.TryGetValue(frontend.InspectorRoute, out var own) ? own : frontend.InspectorPort,
            [(frontend.Checkout.Folder, frontend.Checkout.Target)])
        {
            Runtime = DebuggedRuntime.Node,
        });

    /// <summary>The port of a Python process, by its route, for example <c>test-debugger</c>.</summary>
    public static int PortOf(DevstackOptions options, string route)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Ports.TryGetValue(route, out var port) ? port : Usual.FirstOrDefault(target => target.Route == route) is { Port: > 0 } usual ? usual.Port
            : ServiceCode.All.SelectMany(service => service.Processes.Select(process => (process.Name, process.DebuggerPort)).Prepend((service.Name, service.DebuggerPort)))
                .Single(process => $"{process.Name}-debugger" == route).DebuggerPort;
    }
}
