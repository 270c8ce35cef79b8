using System.Text;
using System.Text.RegularExpressions;
using CliWrap.Buffered;
using Xunit;

namespace Devstack.Tests;

/// <summary>Docker Compose in a published folder.</summary>
internal sealed partial class ComposeCommand(string folder, string project)
{
    // What the engine says of a container; an unhealthy one with what its probe said last.
    private const string State = """
        {{.Name}} is {{.State.Status}} {{.State.ExitCode}}{{with .State.Health}} {{.Status}}{{end}}{{if .State.OOMKilled}} out of memory{{end}} {{.State.Error}}
        {{with .State.Health}}{{if eq .Status "unhealthy"}}{{range .Log}}{{.ExitCode}} {{.Output}}{{end}}{{end}}{{end}}
        """;

    public static async Task<string> DockerAsync(params string[] arguments) =>
        (await DockerCompose.TryDockerAsync(arguments)).StandardOutput.Trim();

    public async Task<BufferedCommandResult> TryAsync(params string[] arguments)
    {
        await DockerCompose.EnsureAsync();
        return await DockerCompose.TryDockerAsync(["compose", "--ansi", "never", "--project-directory", folder, "--project-name", project, .. arguments]);
    }

    public async Task<string> RunOrFailAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, $"docker compose {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    /// <summary>Brings everything up and waits until all is well.</summary>
    /// <remarks>A failure begins with what the containers said that are to blame: of a long message a log may keep no more.</remarks>
    public async Task UpAsync(params string[] options)
    {
        string[] command = ["up", "--detach", "--wait", .. options];
        var result = await TryAsync(command);
        if (HasNoAddresses(result))
        {
            // Seen once, on an engine with six networks and room for thirty; why is unknown.
            TestContext.Current.TestOutputHelper?.WriteLine($"Asked again: {result.StandardError}");
            result = await TryAsync(command);
        }

        if (result.ExitCode != 0)
        {
            var networks = HasNoAddresses(result) ? $"Networks: {await DockerAsync("network", "ls", "--format", "{{.Name}}")}\n" : "";
            Assert.Fail($"{networks}{await BlameAsync()}docker compose up ended with {result.ExitCode}; its lines, the last one first:\n" +
                string.Join('\n', result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse()));
        }
    }

    // Compose moves its cursor even where there is no terminal.
    public async Task<string> LogsAsync(string service) =>
        CursorMovement().Replace(await RunOrFailAsync("logs", "--no-color", "--no-log-prefix", service), "");

    /// <summary>Everything that the engine tells of the project's containers without going into them: their descriptions and their processes.</summary>
    public async Task<string> SeenFromOutsideAsync()
    {
        var all = (await RunOrFailAsync("ps", "--all", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var running = (await RunOrFailAsync("ps", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var processes = await Task.WhenAll(running.Select(id => DockerAsync("top", id, "-eo", "args")));
        return string.Join('\n', [await DockerAsync(["inspect", .. all]), .. processes]);
    }

    public Task DownAsync() => TryAsync("--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "5");

    private static bool HasNoAddresses(BufferedCommandResult result) =>
        result.ExitCode != 0 && result.StandardError.Contains("non-overlapping IPv4 address pool", StringComparison.Ordinal);

    // A container that waits for others has nothing to say; they have.
    private async Task<string> BlameAsync()
    {
        var blame = new StringBuilder();
        var containers = await DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={project}");
        foreach (var container in containers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var state = await DockerAsync("inspect", "--format", State, container);
            if (!IsWell().IsMatch(state))
            {
                var log = await DockerCompose.TryDockerAsync("logs", "--tail", "10", container);
                blame.Append(state.Trim()).Append('\n').Append(log.StandardError).Append(log.StandardOutput);
            }
        }

        return blame.ToString();
    }

    [GeneratedRegex(@"^\S+ is (created |running \d+( healthy)? *$|exited 0)", RegexOptions.Multiline)]
    private static partial Regex IsWell();

    [GeneratedRegex("\\x1b\\[[0-9;]*[A-Za-z]")]
    private static partial Regex CursorMovement();
}
