using System.Globalization;
using Devstack.CommandLine.Output;

namespace Devstack.CommandLine.Planning;

/// <summary>A preview for people.</summary>
internal static class PreviewText
{
    private const string Unknown = "-";

    public static string Write(StackPreview preview)
    {
        var text = new List<string> { $"{preview.Stack}: release {preview.Release}, profile {preview.Profile}. Nothing is started.\n", Workloads(preview), Memory(preview), Images(preview) };
        if (preview.Servers.Count > 0)
        {
            text.Add(TextTable.Write([["YOUR SERVER", "WHERE"], .. preview.Servers.Select(server => new[] { server.Name, server.Address })]));
        }

        text.Add(TextTable.Write([["SITE", "ADDRESS"], .. preview.Addresses.Select(address => new[] { address.Route, address.Url })]));
        return string.Join('\n', text);
    }

    /// <summary>An amount of bytes as engines print it: powers of 1000, three digits.</summary>
    public static string Size(long? bytes) => bytes switch
    {
        null => Unknown,
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
    };

    private static string Workloads(StackPreview preview) => TextTable.Write(
        [
            ["NAME", "KIND", "MEMORY", "PORTS", "WAITS FOR"],
            .. preview.Workloads.Select(workload => new[]
            {
                workload.Name,
                workload.Kind,
                Limit(workload.MemoryLimit),
                workload.Ports.Count == 0 ? Unknown : string.Join(", ", workload.Ports.Select(Port)),
                workload.WaitsFor.Count == 0 ? Unknown : string.Join(", ", workload.WaitsFor.Select(wait => wait.Name)),
            }),
        ]);

    private static string Memory(StackPreview preview)
    {
        var services = preview.Workloads.Where(workload => workload.Kind == "service").ToList();
        var limited = services.Where(service => service.MemoryLimit is not null).ToList();
        return limited.Count == 0
            ? "No service has a memory limit; 'memory' in devstack.yaml sets one.\n"
            : $"{limited.Count} of {services.Count} services have a memory limit, together {Limit(limited.Sum(service => service.MemoryLimit))}.\n";
    }

    private static string Images(StackPreview preview) => TextTable.Write(
        [
            ["IMAGE", "FROM", "HERE", "OF"],
            .. preview.Images.Select(image => new[]
            {
                image.Reference,
                image.Supply == "pull" ? "registry" : "built here",
                image.IsHere switch { null => "unknown", true => image.Bytes is null ? "yes" : Size(image.Bytes), false => "no" },
                Users(preview, image),
            }),
        ]);

    private static string Users(StackPreview preview, ImagePreview image) =>
        preview.Workloads.Where(workload => workload.Image == image.Reference).Select(workload => workload.Name).ToList() is { Count: > 0 } users
            ? string.Join(", ", users)
            : "what is built on it";

    // Limits are powers of 1024, as they are written.
    private static string Limit(long? bytes) => bytes switch
    {
        null => Unknown,
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.##} GiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0} MiB"),
    };

    private static string Port(PortPreview port) => string.Create(CultureInfo.InvariantCulture, $"{(port.Port is { } known ? known : "any")}→{port.TargetPort}");
}
