using System.Globalization;
using System.Text.Json;

namespace Devstack.Hosting.Containers.Engine;

/// <summary>Reads what <c>inspect</c> prints for containers.</summary>
internal static class ContainerInspection
{
    public static IEnumerable<ContainerState> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var container in document.RootElement.EnumerateArray())
        {
            var state = container.GetProperty("State");
            yield return new ContainerState(
                container.GetProperty("Name").GetString()!.TrimStart('/'),
                container.GetProperty("Id").GetString()!,
                state.GetProperty("Status").GetString()!,
                state.GetProperty("ExitCode").GetInt32(),
                container.GetProperty("Image").GetString()!,
                container.GetProperty("Config").TryGetProperty("Labels", out var labels) && labels.ValueKind == JsonValueKind.Object
                    ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "")
                    : [])
            {
                HostPorts = [.. HostPorts(container)],
                Volumes = [.. Volumes(container)],
            };
        }
    }

    // "Ports": { "8000/tcp": [ { "HostIp": "127.0.0.1", "HostPort": "8000" } ], "2019/tcp": null }
    private static IEnumerable<int> HostPorts(JsonElement container) =>
        !container.GetProperty("NetworkSettings").TryGetProperty("Ports", out var ports) || ports.ValueKind is not JsonValueKind.Object ? [] : ports
            .EnumerateObject()
            .Where(port => port.Value.ValueKind is JsonValueKind.Array)
            .SelectMany(port => port.Value.EnumerateArray())
            .Select(binding => int.Parse(binding.GetProperty("HostPort").GetString()!, CultureInfo.InvariantCulture));

    // "Mounts": [ { "Type": "volume", "Name": "devstack-mysql-data", "Destination": "/var/lib/mysql", "RW": true }, { "Type": "bind", ... } ]
    private static IEnumerable<string> Volumes(JsonElement container) =>
        !container.TryGetProperty("Mounts", out var mounts) || mounts.ValueKind is not JsonValueKind.Array ? [] : mounts
            .EnumerateArray()
            .Where(mount => mount.GetProperty("Type").GetString() is "volume" && mount.GetProperty("RW").GetBoolean())
            .Select(mount => mount.GetProperty("Name").GetString()!);
}

/// <summary>Reads what <c>volume inspect</c> prints.</summary>
internal static class VolumeInspection
{
    // [ { "Name": "devstack-mysql-data", "Labels": { "devstack.stack": "devstack" } }, { "Name": "other", "Labels": null } ]
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray().ToDictionary(
            volume => volume.GetProperty("Name").GetString()!,
            volume => (IReadOnlyDictionary<string, string>)(volume.GetProperty("Labels").Deserialize<Dictionary<string, string>>() ?? []));
    }
}
