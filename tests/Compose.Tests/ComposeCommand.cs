using System.Text.RegularExpressions;
using CliWrap.Buffered;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>Docker Compose in a published folder.</summary>
internal sealed class ComposeCommand(string folder, string project)
{
    private static readonly Lazy<Task> s_images = new(BuildImagesAsync);

    public static async Task<string> DockerAsync(params string[] arguments) =>
        (await DockerCompose.TryDockerAsync(arguments)).StandardOutput.Trim();

    /// <summary>From here on Docker Compose and the images of the tests are there.</summary>
    public static Task EnsureAsync() => s_images.Value;

    public async Task<BufferedCommandResult> TryAsync(params string[] arguments)
    {
        await EnsureAsync();
        return await DockerCompose.TryDockerAsync(["compose", "--ansi", "never", "--project-directory", folder, "--project-name", project, .. arguments]);
    }

    public async Task<string> RunOrFailAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, $"docker compose {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    // Compose moves its cursor even where there is no terminal.
    public async Task<string> LogsAsync(string service) =>
        Regex.Replace(await RunOrFailAsync("logs", "--no-color", "--no-log-prefix", service), "\\x1b\\[[0-9;]*[A-Za-z]", "");

    /// <summary>Everything that the engine tells of the project's containers without going into them: their descriptions and their processes.</summary>
    public async Task<string> SeenFromOutsideAsync()
    {
        var all = (await RunOrFailAsync("ps", "--all", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var running = (await RunOrFailAsync("ps", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var processes = await Task.WhenAll(running.Select(id => DockerAsync("top", id, "-eo", "args")));
        return string.Join('\n', [await DockerAsync(["inspect", .. all]), .. processes]);
    }

    public Task DownAsync() => TryAsync("--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "5");

    private static async Task BuildImagesAsync()
    {
        foreach (var image in (string[])[Shop.Database, Shop.Cache, Shop.Proxy, Shop.Python])
        {
            await DockerCompose.EnsureImageAsync($"{image}:dev", Repository.PathTo("samples", "miniature", image.Split('-')[^1]));
        }

        await DockerCompose.EnsureAsync();
    }
}
