using CliWrap;
using CliWrap.Buffered;

namespace Devstack.Benchmarks.Harness;

/// <summary>Runs programs, says so, and fails with their words.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string folder, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var result = await TryAsync(folder, program, arguments, cancellationToken);
        return result.ExitCode == 0
            ? result.StandardOutput.Trim()
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
    }

    public static Task<string> DockerAsync(string[] arguments, CancellationToken cancellationToken) =>
        RunAsync(Environment.CurrentDirectory, "docker", arguments, cancellationToken);

    public static async Task<BufferedCommandResult> TryAsync(string folder, string program, string[] arguments, CancellationToken cancellationToken) =>
        await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);

    /// <summary>Copies a file or folder of a container into a folder. As an archive: only so do files keep their owners, who alone may read secrets.</summary>
    public static Task<BufferedCommandResult> TryCopyOutAsync(string container, string path, string folder, CancellationToken cancellationToken)
    {
        const string Script = "set -o pipefail; docker cp \"$0:$1\" - | tar --extract --numeric-owner --same-owner --directory=\"$2\"";
        return TryAsync(folder, "bash", ["-c", Script, container, path, folder], cancellationToken);
    }

    /// <summary>Measures an action, and says what is measured.</summary>
    public static async Task<TimeSpan> TimeAsync(string what, Func<Task> action)
    {
        await Console.Error.WriteAsync($"{what}: ");
        var began = TimeProvider.System.GetTimestamp();
        await action();
        var took = TimeProvider.System.GetElapsedTime(began);
        await Console.Error.WriteLineAsync($"{took.TotalSeconds:0.0} s");
        return took;
    }
}
