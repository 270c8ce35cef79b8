using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>A second Docker daemon whose images and volumes would go to a disk of 64 MiB. Needs root, as mounting does.</summary>
internal sealed class EngineOnASmallDisk : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-disk-").FullName;
    private readonly CancellationTokenSource _end = new();
    private readonly StringBuilder _words = new();
    private CommandTask<CommandResult>? _daemon;

    /// <summary>What <c>DOCKER_HOST</c> is for it.</summary>
    public string Address => $"unix://{_folder}/docker.sock";

    /// <summary>Where the disk is mounted.</summary>
    public string Disk => Path.Combine(_folder, "disk");

    public static async Task<EngineOnASmallDisk> StartAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Mounting a disk needs root on Linux.");
        var engine = new EngineOnASmallDisk();
        Directory.CreateDirectory(engine.Disk);
        await MiniatureStack.ExecuteAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", engine.Disk);
        // In a network of its own: an engine without a bridge removes the one that it finds, which is this machine's engine's.
        engine._daemon = Cli.Wrap("unshare")
            .WithArguments(
            [
                "--net", "dockerd", "--host", engine.Address, "--data-root", engine.Disk, "--exec-root", $"{engine._folder}/exec", "--pidfile", $"{engine._folder}/docker.pid",
                "--bridge", "none", "--iptables=false", "--ip6tables=false",
            ])
            .WithValidation(CommandResultValidation.None)
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(engine._words))
            .ExecuteAsync(CancellationToken.None, engine._end.Token);
        try
        {
            await Eventually.GetAsync(engine.AnswersAsync, answers => answers, TimeSpan.FromMinutes(3));
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            TestContext.Current.SendDiagnosticMessage(engine._words.ToString());
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_daemon is not null)
        {
            await _daemon.Task.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        _end.Dispose();
        await Cli.Wrap("umount").WithArguments([Disk]).WithValidation(CommandResultValidation.None).ExecuteAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.False(_daemon!.Task.IsCompleted, _words.ToString());
        var version = await Cli.Wrap("docker").WithArguments(["--host", Address, "version"]).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return version.ExitCode == 0;
    }
}
