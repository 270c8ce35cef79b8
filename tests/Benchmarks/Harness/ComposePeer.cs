using System.Text.Json;
using System.Text.Json.Nodes;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.Benchmarks.Harness;

/// <summary>The same containers, started by Docker Compose from <c>peer/compose.yaml</c>.</summary>
/// <remarks>
/// Order and health checks are written by hand in that file. Images, commands, environment and files are taken from the
/// containers of a stack that runs: they are the same to the byte, with volumes of their own.
/// </remarks>
internal sealed class ComposePeer : IAsyncDisposable
{
    private const string Project = "devstack-benchmark-peer";
    private const string ComposeImage = "devstack/docker-compose:trixie";

    // Where Devstack puts files into containers.
    private static readonly string[] FilePaths = ["/run/secrets", "/openedx/devstack", "/opt/devstack", "/etc/caddy/Caddyfile"];

    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-peer-").FullName;

    private ComposePeer()
    {
    }

    public static async Task<ComposePeer> CreateAsync(StackIdentity stack, CancellationToken cancellationToken)
    {
        var peer = new ComposePeer();
        if ((await Shell.TryAsync(peer._folder, "docker", ["image", "inspect", ComposeImage], cancellationToken)).ExitCode != 0)
        {
            await Shell.DockerAsync(["build", "--network", "host", "--tag", ComposeImage, Path.Combine(AppContext.BaseDirectory, "compose")], cancellationToken);
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "peer", "compose.yaml"), Path.Combine(peer._folder, "compose.yaml"));
        var services = new JsonObject();
        var volumes = new JsonObject();
        var containers = await new CommandLineEngine().ListAsync(new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name }, cancellationToken);
        foreach (var container in containers)
        {
            services[container.Labels[StackIdentity.ResourceLabel]] = await peer.ServiceAsync(container, volumes, cancellationToken);
        }

        var whole = new JsonObject { ["services"] = services, ["volumes"] = volumes };
        await File.WriteAllTextAsync(Path.Combine(peer._folder, "compose.override.yaml"), whole.ToJsonString(), cancellationToken);
        return peer;
    }

    public Task UpAsync(CancellationToken cancellationToken) => ComposeAsync(["up", "--detach", "--wait"], cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => ComposeAsync(["stop"], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ComposeAsync(["down", "--volumes"], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private Task<string> ComposeAsync(string[] arguments, CancellationToken cancellationToken) => Shell.DockerAsync(
        ["run", "--rm", "--network", "none", "-v", "/var/run/docker.sock:/var/run/docker.sock", "-v", $"{_folder}:{_folder}", "-w", _folder,
            ComposeImage, "docker", "compose", "--ansi", "never", "--project-name", Project, .. arguments],
        cancellationToken);

    private async Task<JsonObject> ServiceAsync(ContainerState container, JsonObject volumes, CancellationToken cancellationToken)
    {
        var seen = JsonNode.Parse(await Shell.DockerAsync(["inspect", container.Name], cancellationToken))![0]!;
        var config = seen["Config"]!;
        var mounts = new JsonArray();
        foreach (var mount in seen["Mounts"]!.AsArray().OfType<JsonObject>())
        {
            var isVolume = (string?)mount["Type"] == "volume";
            var source = (string?)mount[isVolume ? "Name" : "Source"];
            if (isVolume)
            {
                volumes[source!] = new JsonObject();
            }

            mounts.Add(new JsonObject { ["type"] = (string?)mount["Type"], ["source"] = source, ["target"] = (string?)mount["Destination"] });
        }

        foreach (var path in FilePaths)
        {
            if (await CopyAsync(container.Name, path, cancellationToken) is { } copy)
            {
                mounts.Add(new JsonObject { ["type"] = "bind", ["source"] = copy, ["target"] = path });
            }
        }

        var service = new JsonObject
        {
            ["image"] = (string?)config["Image"],
            ["init"] = true,
            ["environment"] = Escaped(config["Env"]),
            ["volumes"] = mounts,
        };
        if (config["Entrypoint"] is JsonArray entrypoint)
        {
            service["entrypoint"] = Escaped(entrypoint);
        }

        if (config["Cmd"] is JsonArray command)
        {
            service["command"] = Escaped(command);
        }

        return service;
    }

    // Null when the container has no such file.
    private async Task<string?> CopyAsync(string container, string path, CancellationToken cancellationToken)
    {
        var copy = $"{_folder}/{container}{path}";
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        var result = await Shell.TryCopyOutAsync(container, path, Path.GetDirectoryName(copy)!, cancellationToken);
        return result.ExitCode == 0 ? copy : null;
    }

    // Compose would take '$' for a variable of its own.
    private static JsonNode Escaped(JsonNode? node) =>
        JsonNode.Parse((node ?? new JsonArray()).ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Replace("$", "$$", StringComparison.Ordinal))!;
}
