using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Devstack.Hosting.Containers.Engine;

/// <summary><see cref="IContainerEngine"/> by the command line of Docker or Podman.</summary>
public sealed class CommandLineEngine : IContainerEngine
{
    /// <summary>The variable by which Aspire's orchestrator is told which engine to use; Devstack follows it.</summary>
    private const string RuntimeVariable = "ASPIRE_CONTAINER_RUNTIME";

    /// <inheritdoc/>
    public string Command { get; } = Environment.GetEnvironmentVariable(RuntimeVariable) is { Length: > 0 } runtime ? runtime : "docker";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContainerState>> ListAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var filters = labels.SelectMany(label => new[] { "--filter", $"label={label.Key}={label.Value}" });
        var ids = Lines(await RequireAsync(["ps", "--all", "--quiet", "--no-trunc", .. filters], cancellationToken));
        if (ids.Length == 0)
        {
            return [];
        }

        // Between the two commands a container may go: inspect then prints the others and ends with 1.
        var result = await TryAsync(["inspect", "--type", "container", .. ids], cancellationToken);
        return [.. ContainerInspection.Read(result.StandardOutput).OrderBy(container => container.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<string?> FindImageAsync(string image, CancellationToken cancellationToken)
    {
        var result = await TryAsync(["image", "inspect", "--format", "{{.Id}}", image], cancellationToken);
        return result.ExitCode == 0 ? result.StandardOutput.Trim() : null;
    }

    /// <inheritdoc/>
    public async Task<bool> HasImagesAsync(IReadOnlyCollection<string> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.Count == 0 || (await TryAsync(["image", "inspect", "--format", "{{.Id}}", .. images], cancellationToken)).ExitCode == 0;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> FindVolumesAsync(
        IReadOnlyCollection<string> volumes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        if (volumes.Count == 0)
        {
            return new Dictionary<string, IReadOnlyDictionary<string, string>>();
        }

        // Of what isn't there it complains, ends with 1, and prints the others.
        var result = await TryAsync(["volume", "inspect", .. volumes], cancellationToken);
        return VolumeInspection.Read(string.IsNullOrWhiteSpace(result.StandardOutput) ? "[]" : result.StandardOutput);
    }

    /// <inheritdoc/>
    public Task CreateVolumeAsync(string volume, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        RequireAsync(["volume", "create", .. Labels(labels), volume], cancellationToken);

    /// <inheritdoc/>
    public async Task EnsureNetworkAsync(string network, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        if ((await TryAsync(["network", "inspect", "--format", "{{.Id}}", network], cancellationToken)).ExitCode != 0)
        {
            await RequireAsync(["network", "create", .. Labels(labels), network], cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken) =>
        EngineDescription.Read(await RequireAsync(["info", "--format", "{{json .}}"], cancellationToken));

    /// <inheritdoc/>
    public async Task CreateAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        string[] command = ["create", .. arguments];
        Require(command, await TryAsync(Cli.Wrap(Command).WithArguments(command).WithEnvironmentVariables(environment), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task UnpackAsync(string container, Stream archive, CancellationToken cancellationToken)
    {
        // Said for Podman, which else gives all files to the container's user; Docker does as the archive says.
        string[] command = ["cp", "--archive=false", "-", $"{container}:/"];
        Require(command, await TryAsync(Cli.Wrap(Command).WithArguments(command).WithStandardInputPipe(PipeSource.FromStream(archive)), cancellationToken));
    }

    /// <inheritdoc/>
    public Task StartAsync(string container, CancellationToken cancellationToken) =>
        RequireAsync(["start", container], cancellationToken);

    /// <inheritdoc/>
    public async Task<int> FollowAsync(string container, Action<string> line, CancellationToken cancellationToken)
    {
        var ended = RequireAsync(["wait", container], cancellationToken);
        await Task.WhenAll(ended, RunAsync(["logs", "--follow", container], line, cancellationToken));
        return int.Parse(await ended, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public Task StopAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken) =>
        containers.Count == 0 ? Task.CompletedTask : Task.WhenAll(containers.Select(name => RequireAsync(["stop", name], cancellationToken)));

    /// <inheritdoc/>
    public Task RemoveAsync(IReadOnlyCollection<string> containers, CancellationToken cancellationToken) =>
        containers.Count == 0 ? Task.CompletedTask : RequireAsync(["rm", "--force", .. containers], cancellationToken);

    /// <inheritdoc/>
    public Task RemoveVolumesAsync(IReadOnlyCollection<string> volumes, CancellationToken cancellationToken) =>
        volumes.Count == 0 ? Task.CompletedTask : RequireAsync(["volume", "rm", .. volumes], cancellationToken);

    /// <inheritdoc/>
    public Task RemoveNetworksAsync(IReadOnlyCollection<string> networks, CancellationToken cancellationToken) =>
        networks.Count == 0 ? Task.CompletedTask : RequireAsync(["network", "rm", .. networks], cancellationToken);

    /// <inheritdoc/>
    public async Task<CommandOutput> ExecAsync(string container, IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        string[] interactive = input is null ? [] : ["--interactive"];
        var result = await TryAsync(["exec", .. interactive, container, .. command], cancellationToken, input);
        return new(result.ExitCode, (result.StandardOutput + result.StandardError).Trim());
    }

    /// <inheritdoc/>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken) =>
        RunAsync(arguments, input: null, line, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, string? input, Action<string> line, CancellationToken cancellationToken)
    {
        var result = await InvokeAsync(() => Cli.Wrap(Command)
            .WithArguments(arguments)
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input, Encoding.UTF8))
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line, Encoding.UTF8))
            .ExecuteAsync(cancellationToken));
        return result.ExitCode;
    }

    private async Task<string> RequireAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Require(arguments, await TryAsync(arguments, cancellationToken));

    private string Require(IReadOnlyList<string> arguments, BufferedCommandResult result) => result.ExitCode == 0
        ? result.StandardOutput
        : throw ContainerEngineException.Refused(Command, arguments, result.ExitCode, result.StandardError);

    private Task<BufferedCommandResult> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, string? input = null) => TryAsync(
        Cli.Wrap(Command).WithArguments(arguments).WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input)), cancellationToken);

    private async Task<BufferedCommandResult> TryAsync(Command command, CancellationToken cancellationToken)
    {
        var result = await InvokeAsync(() => command.WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken));
        if (result.ExitCode != 0 && DaemonIsAway(result.StandardError))
        {
            throw ContainerEngineException.NotRunning(Command, result.StandardError);
        }

        return result;
    }

    private async Task<T> InvokeAsync<T>(Func<CommandTask<T>> command)
    {
        try
        {
            return await command();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw ContainerEngineException.Missing(Command, error);
        }
    }

    private static IEnumerable<string> Labels(IReadOnlyDictionary<string, string> labels) => labels.SelectMany(label => new[] { "--label", $"{label.Key}={label.Value}" });

    private static bool DaemonIsAway(string error) =>
        error.Contains("Cannot connect to the Docker daemon", StringComparison.OrdinalIgnoreCase)
        || error.Contains("error during connect", StringComparison.OrdinalIgnoreCase)
        || error.Contains("permission denied while trying to connect", StringComparison.OrdinalIgnoreCase);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
