using System.Text;
using CliWrap;
using Xunit;

namespace Devstack.AppHost.Tests;

/// <summary>What a call of the AppHost ended with.</summary>
internal sealed record AppHostProcess(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the AppHost in a folder and a home of its own, on a machine without a container engine.</summary>
    public static Task<AppHostProcess> RunAsync(AppHostFolder folder, params string[] arguments) =>
        RunAsync(folder, new Dictionary<string, string?>(), arguments);

    /// <summary>The same with more variables.</summary>
    public static Task<AppHostProcess> RunAsync(AppHostFolder folder, IReadOnlyDictionary<string, string?> variables, params string[] arguments) =>
        RunAsync(folder, folder.Path, variables, arguments);

    /// <summary>As the <c>aspire</c> command does it: in the AppHost's own folder, whatever folder it was called from.</summary>
    public static Task<AppHostProcess> RunAsAspireAsync(AppHostFolder folder, params string[] arguments) => RunAsync(
        folder,
        Path.GetDirectoryName(AppHost)!,
        new Dictionary<string, string?> { ["ASPIRE_CLI_PID"] = $"{Environment.ProcessId}", ["PWD"] = folder.Path },
        arguments);

    private static async Task<AppHostProcess> RunAsync(
        AppHostFolder folder, string workingDirectory, IReadOnlyDictionary<string, string?> variables, string[] arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var result = await Cli.Wrap(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet")
            .WithArguments([AppHost, .. arguments])
            .WithWorkingDirectory(workingDirectory)
            .WithEnvironmentVariables(new Dictionary<string, string?>(variables)
            {
                ["HOME"] = folder.Home,
                ["XDG_DATA_HOME"] = folder.Home,
                ["ASPIRE_CONTAINER_RUNTIME"] = "an-engine-that-is-not-there",
            })
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return new(result.ExitCode, output.ToString(), error.ToString());
    }

    // Both are built into the same artifacts folder: bin/PROJECT/CONFIGURATION.
    private static string AppHost { get; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../AppHost", new DirectoryInfo(AppContext.BaseDirectory).Name, "AppHost.dll"));
}

/// <summary>A folder with <c>devstack.yaml</c>, and a home without secrets and state.</summary>
internal sealed class AppHostFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("devstack-apphost-");

    public AppHostFolder(string yaml = "") => File.WriteAllText(System.IO.Path.Combine(_root.FullName, "devstack.yaml"), yaml);

    public string Path => _root.FullName;

    public string Home => Directory.CreateDirectory(System.IO.Path.Combine(_root.FullName, "home")).FullName;

    public void Dispose() => _root.Delete(recursive: true);
}
