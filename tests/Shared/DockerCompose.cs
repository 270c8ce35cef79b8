using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Devstack.Tests;

/// <summary>The real Docker Compose: the plugin of this machine's docker, else that of Debian's package, taken out of an image.</summary>
internal static class DockerCompose
{
    private const string Image = "devstack/docker-compose:trixie";
    private static readonly Lazy<Task> s_plugin = new(FindAsync);

    /// <summary>From here on <c>docker compose</c> is there for this process and all that it starts.</summary>
    public static Task EnsureAsync() => s_plugin.Value;

    /// <summary>Runs <c>docker</c> and returns what it ended with.</summary>
    public static async Task<BufferedCommandResult> TryDockerAsync(params IReadOnlyList<string> arguments) => await Cli.Wrap("docker")
        .WithArguments(arguments)
        // Compose has a builder of its own; the docker command may have none but the classic one.
        .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", arguments[0] is "compose" ? "1" : "0"))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);

    /// <summary>Builds an image of this project unless it is there.</summary>
    public static async Task EnsureImageAsync(string image, string context)
    {
        if ((await TryDockerAsync("image", "inspect", image)).ExitCode != 0)
        {
            var built = await TryDockerAsync("build", "--network", "host", "--tag", image, "--build-arg", "BASE=debian:trixie-slim", Path.Combine(AppContext.BaseDirectory, context));
            Assert.True(built.ExitCode == 0, built.StandardError);
        }
    }

    private static async Task FindAsync()
    {
        if ((await TryDockerAsync("compose", "version")).ExitCode == 0)
        {
            return;
        }

        await EnsureImageAsync(Image, "compose");
        var folder = Path.Combine(AppContext.BaseDirectory, "docker-config");
        var plugins = Directory.CreateDirectory(Path.Combine(folder, "cli-plugins")).FullName;
        var container = (await TryDockerAsync("create", Image)).StandardOutput.Trim();
        await TryDockerAsync("cp", $"{container}:/usr/libexec/docker/cli-plugins/docker-compose", plugins);
        await TryDockerAsync("rm", container);
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", folder);
        var version = await TryDockerAsync("compose", "version");
        Assert.True(version.ExitCode == 0, $"Docker Compose of {Image} doesn't run on this machine; install Docker's package docker-compose-plugin. {version.StandardError}");
    }
}
