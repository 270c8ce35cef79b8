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
