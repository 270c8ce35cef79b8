using System.Text;
using CliWrap;
using Devstack.Tests;
using Xunit;

namespace Devstack.CommandLine.Tests;

/// <summary><c>devstack.ps1</c> in PowerShell itself, with programs that write down what they are asked.</summary>
public sealed class PowerShellLauncherTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("launcher-").FullName;

    public PowerShellLauncherTests()
    {
        File.Copy(Repository.PathTo("devstack.ps1"), Path.Combine(_root, "devstack.ps1"));
        foreach (var source in new[] { "AppHost/Program.cs", "Extensions/a.cs", "global.json", "Directory.Build.props", "Directory.Packages.props" })
        {
            Write(source, "");
        }

        Program("dotnet", "[ $1 = --list-sdks ] && echo '10.0.100 [/sdk]' && exit 0; echo dotnet \"$@\"; [ $1 = build ] && mkdir -p artifacts/bin/AppHost/debug && touch artifacts/bin/AppHost/debug/AppHost.dll && exit; exit 5");
        Program("docker", "exit 0");
    }

    [Fact]
    public async Task WordsAndTheExitCodeGoThrough()
    {
        Built();

        var run = await RunAsync("status", "--format", "json", "two words");

        Assert.Equal((5, $"dotnet {AppHost} status --format json two words\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task ANewerSourceIsBuiltOnce()
    {
        Built();
        File.SetLastWriteTimeUtc(Path.Combine(_root, "Extensions/a.cs"), DateTime.UtcNow.AddMinutes(-1));

        var first = await RunAsync("status");
        var second = await RunAsync("status");

        Assert.Contains("Building the AppHost...", first.Error, StringComparison.Ordinal);
        Assert.Equal((5, ""), (second.ExitCode, second.Error));
    }

    [Fact]
    public async Task ABuildThatFailsEndsWithTheCompilersWords()
    {
        Program("dotnet", "[ $1 = --list-sdks ] && echo '10.0.100 [/sdk]' && exit 0; echo a.cs: error CS1002; exit 1");

        var run = await RunAsync("status");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("a.cs: error CS1002", run.Error, StringComparison.Ordinal);
        Assert.Contains("The AppHost could not be built", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnSdkItSaysHowToGetOne()
    {
        File.Delete(Path.Combine(_root, "programs", "dotnet"));

        var run = await RunAsync("status");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("winget install Microsoft.DotNet.SDK.10", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnEngineItSaysHowToGetOne()
    {
        Built();
        File.Delete(Path.Combine(_root, "programs", "docker"));

        var run = await RunAsync("run");

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Contains("There is no container engine.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheVerbsThatNeedAnEngineAreThoseOfTheScriptForBash() => Assert.Equal(
        WordsBetween("devstack", " in\n    run", ")\n      need_engine").Prepend("run"), WordsBetween("devstack.ps1", "-in @(", ") } { Assert-Engine"));

    [Fact]
    public async Task AnEngineThatDoesNotAnswerIsToBeStarted()
    {
        Built();
        Program("docker", "exit 1");

        var run = await RunAsync("run");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("The container engine 'docker' doesn't answer. Start Docker Desktop", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyIsForBash()
    {
        var run = await RunAsync("verify");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("./devstack verify", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string[] WordsBetween(string script, string start, string end)
    {
        var text = File.ReadAllText(Repository.PathTo(script));
        var last = text.IndexOf(end, StringComparison.Ordinal);
        var first = text.LastIndexOf(start, last, StringComparison.Ordinal) + start.Length;
        return text[first..last].Split(['|', '\\', '\r', '\n', ' ', ',', '\''], StringSplitOptions.RemoveEmptyEntries);
    }

    private string AppHost => Path.Combine(_root, "artifacts", "bin/AppHost/debug/AppHost.dll");

    private void Built()
    {
        Write("artifacts/bin/AppHost/debug/AppHost.dll", "");
        Write("artifacts/apphost.stamp", "");
        foreach (var source in Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories).Where(path => !path.Contains("artifacts", StringComparison.Ordinal)))
        {
            File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddHours(-2));
        }

        File.SetLastWriteTimeUtc(Path.Combine(_root, "artifacts/apphost.stamp"), DateTime.UtcNow.AddHours(-1));
    }

    private void Program(string name, string script)
    {
        Write($"programs/{name}", $"#!/bin/sh\ncd '{_root}'\nPATH=$PATH:/usr/bin:/bin\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(_root, "programs", name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), text);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] words)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var result = await Cli.Wrap(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
            .WithArguments([Repository.PathTo("artifacts", "bin", "PowerShell", "debug", "PowerShell.dll"), "-NoProfile", "-File", Path.Combine(_root, "devstack.ps1"), .. words])
            .WithEnvironmentVariables(variables => variables
                .Set("PATH", Path.Combine(_root, "programs"))
                .Set("ASPIRE_CONTAINER_RUNTIME", null))
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return (result.ExitCode, output.ToString(), error.ToString());
    }
}
