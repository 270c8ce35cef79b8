using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>The real Docker Compose: the plugin of this machine's docker, else the one in an image made of Debian's package.</summary>
internal sealed class ComposeCommand(string folder, string project)
{
    private const string Image = "pub-compose:dev";
    private static readonly Lazy<Task<string[]>> s_command = new(FindAsync);

    public static async Task<string> DockerAsync(params string[] arguments) =>
        (await RunAsync([.. arguments])).StandardOutput.Trim();

    public async Task<BufferedCommandResult> TryAsync(params string[] arguments)
    {
        string[] prefix = await s_command.Value is [_, ..] image
            ? ["run", "--rm", "--name", $"pub-compose-{Guid.NewGuid():N}", "--network", "none", "-v", "/var/run/docker.sock:/var/run/docker.sock", "-v", $"{folder}:{folder}", "-w", folder, "-e", "DOCKER_BUILDKIT=1", .. image]
            : [];
        return await RunAsync([.. prefix, "compose", "--ansi", "never", "--project-directory", folder, "--project-name", project, .. arguments]);
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

    private static async Task<string[]> FindAsync()
    {
        if ((await RunAsync(["compose", "version"])).ExitCode == 0)
        {
            return [];
        }

        if ((await RunAsync(["image", "inspect", Image])).ExitCode != 0)
        {
            var context = Path.Combine(AppContext.BaseDirectory, "compose");
            var built = await RunAsync(["build", "--network", "host", "--tag", Image, context]);
            Assert.True(built.ExitCode == 0, built.StandardError);
        }

        return [Image, "docker"];
    }

    private static async Task<BufferedCommandResult> RunAsync(IReadOnlyList<string> arguments) => await Cli.Wrap("docker")
        .WithArguments(arguments)
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);
}
