using System.Diagnostics;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>The script that runs a job inside its container.</summary>
public sealed class RunningAJob : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("run-job-").FullName;

    [Fact]
    public async Task Success_EndsAtOnce()
    {
        var (code, output) = await RunAsync("3", "0", "sh", "-c", "echo once");

        Assert.Equal((0, "once"), (code, output));
    }

    [Fact]
    public async Task Failure_IsTriedAgainUpToTheLimit()
    {
        var (code, _) = await RunAsync("3", "0", "sh", "-c", $"echo x >> {_folder}/tries; exit 7");

        Assert.Equal(7, code);
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(_folder, "tries"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task AnAccident_IsMendedByTheNextAttempt()
    {
        var (code, _) = await RunAsync("3", "0", "sh", "-c", $"test -e {_folder}/second || {{ touch {_folder}/second; exit 1; }}");

        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Arguments_KeepTheirSpacesAndQuotes()
    {
        var (_, output) = await RunAsync("1", "0", "printf", "%s|", "a b", "it's", "$HOME");

        Assert.Equal("a b|it's|$HOME|", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "run-job.sh"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Trim());
    }
}
