using System.Text.Json;

namespace Devstack.Hosting.Containers.Engine;

/// <summary>What a container engine says of itself.</summary>
/// <param name="Folder">Where it keeps images and volumes: a folder of the machine that it runs on, which may be a virtual one.</param>
/// <param name="HasAppArmor">Whether it can confine containers by AppArmor profiles.</param>
public sealed record EngineDescription(string Folder, bool HasAppArmor)
{
    /// <summary>Reads what <c>docker info --format "{{json .}}"</c> prints, or the same of Podman, which has other names for all.</summary>
    /// <param name="json">The output.</param>
    internal static EngineDescription Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var info = document.RootElement;
        return info.TryGetProperty("DockerRootDir", out var folder)
            ? new(folder.GetString()!, info.GetProperty("SecurityOptions") is { ValueKind: JsonValueKind.Array } options
                && options.EnumerateArray().Any(option => option.GetString()!.Contains("apparmor", StringComparison.Ordinal)))
            : new(info.GetProperty("store").GetProperty("graphRoot").GetString()!, info.GetProperty("host").GetProperty("security").GetProperty("apparmorEnabled").GetBoolean());
    }
}
