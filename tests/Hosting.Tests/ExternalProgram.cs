using System.Diagnostics;

namespace Devstack.Hosting.Tests;

/// <summary>Runs a program to its end and gives what it wrote.</summary>
internal static class ExternalProgram
{
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (code, output, error) = await TryRunAsync(name, arguments, cancellationToken);
        return code == 0 ? output : throw new InvalidOperationException($"{name} ended with {code}:\n{output}\n{error}");
    }

    public static async Task<(int Code, string Output, string Error)> TryRunAsync(
        string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // What 'dotnet test' sets for its own MSBuild is not for another one.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await error);
    }
}
