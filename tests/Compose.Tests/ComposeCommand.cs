using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>The real Docker Compose: the plugin of this machine's docker, else that of Debian's package, taken out of an image.</summary>
internal sealed class ComposeCommand(string folder, string project)
{
    private const string Image = "devstack/docker-compose:trixie";
    private static readonly Lazy<Task> s_plugin = new(FindAsync);

    public static async Task<string> DockerAsync(params string[] arguments) =>
        (await RunAsync([.. arguments])).StandardOutput.Trim();

    /// <summary>From here on <c>docker compose</c> is there for this process and all that it starts.</summary>
    public static Task EnsureAsync() => s_plugin.Value;

    public async Task<BufferedCommandResult> TryAsync(params string[] arguments)
    {
        await EnsureAsync();
        return await RunAsync(["compose", "--ansi", "never", "--project-directory", folder, "--project-name", project, .. arguments]);
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

    public Task DownAsync() => TryAsync("--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "5");

    /// <summary>Builds an image of this project unless it is there.</summary>
    public static async Task EnsureImageAsync(string image, string context)
    {
        if ((await RunAsync(["image", "inspect", image])).ExitCode != 0)
        {
            var built = await RunAsync(["build", "--network", "host", "--tag", image, "--build-arg", "BASE=debian:trixie-slim", Path.Combine(AppContext.BaseDirectory, context)]);
            Assert.True(built.ExitCode == 0, built.StandardError);
        }
    }

    private static async Task FindAsync()
    {
        foreach (var image in (string[])[Shop.Database, Shop.Cache, Shop.Proxy, Shop.Python])
        {
            await EnsureImageAsync($"{image}:dev", Repository.PathTo("samples", "miniature", image.Split('-')[^1]));
        }

        if ((await RunAsync(["compose", "version"])).ExitCode == 0)
        {
            return;
        }

        await EnsureImageAsync(Image, "compose");
        var folder = Path.Combine(AppContext.BaseDirectory, "docker-config");
        var plugins = Directory.CreateDirectory(Path.Combine(folder, "cli-plugins")).FullName;
        var container = await DockerAsync("create", Image);
        await DockerAsync("cp", $"{container}:/usr/libexec/docker/cli-plugins/docker-compose", plugins);
        await DockerAsync("rm", container);
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", folder);
        var version = await RunAsync(["compose", "version"]);
        Assert.True(version.ExitCode == 0, $"Docker Compose of {Image} doesn't run on this machine; install Docker's package docker-compose-plugin. {version.StandardError}");
    }

    private static async Task<BufferedCommandResult> RunAsync(IReadOnlyList<string> arguments) => await Cli.Wrap("docker")
        .WithArguments(arguments)
        // Compose has a builder of its own; the docker command may have none but the classic one.
        .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", arguments[0] is "compose" ? "1" : "0"))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);
}
