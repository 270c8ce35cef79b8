using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Compose.Deploying;
using Devstack.Publishing.Targets;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>Mistakes and missing programs: what is wrong, where, and what to do.</summary>
public sealed class WhatCannotBeDeployed : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("ssh://server", "server", null, null)]
    [InlineData("ssh://deploy@server.example.org:2222/srv/courses", "deploy@server.example.org", 2222, "/srv/courses")]
    [InlineData("ssh://deploy@server/", "deploy@server", null, null)]
    public void AnAddressNamesAServer(string address, string destination, int? port, string? folder) =>
        Assert.Equal(new(destination, port, folder), SshHost.Parse(address));

    [Theory]
    [InlineData("server")]
    [InlineData("https://server")]
    [InlineData("ssh://deploy:secret@server")]
    public void AnotherAddressIsRefusedWithoutItsPassword(string address)
    {
        var error = Assert.Throws<DeployException>(() => SshHost.Parse(address));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--overlay")]
    [InlineData("--force-conflicts")]
    [InlineData("--maintenance")]
    public async Task WhatIsForKubernetesIsRefused(string option)
    {
        var request = new DeployRequest(_folder.Path, TextWriter.Null, TextWriter.Null)
        {
            Place = option is "--overlay" ? "staging" : null, IsForced = option is "--force-conflicts", IsMaintenance = option is "--maintenance",
        };

        var error = await Assert.ThrowsAsync<DeployException>(() => ComposeDeployment.RunAsync(request, TestContext.Current.CancellationToken));

        Assert.StartsWith($"{option} is for Kubernetes;", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1", "has no Compose. Install the package docker-compose-plugin")]
    [InlineData("echo v2.20.3", "is v2.20.3, and this folder needs 2.24 or newer.")]
    [InlineData("case $1 in compose) echo 2.24.0 ;; *) echo 'Cannot connect' >&2; exit 1 ;; esac", "doesn't answer: Cannot connect\nStart it (systemctl start docker)")]
    public async Task AMissingProgramIsNamedAndNothingIsTouched(string docker, string message)
    {
        await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);
        _folder.Write("bin/docker", $"#!/bin/sh\n{docker}\n");
        File.SetUnixFileMode(_folder.Of("bin/docker"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var result = await Cli.Wrap("sh").WithArguments(["deploy.sh"]).WithWorkingDirectory(_folder.Path)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["PATH"] = $"{_folder.Of("bin")}:{Environment.GetEnvironmentVariable("PATH")}" })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("secrets/mysql-password")));
    }

    [Fact]
    public async Task AFolderThatArrivesInPartsChangesNothing()
    {
        using var server = new TemporaryFolder();
        var parcel = await ParcelAsync();
        var errors = new StringWriter();

        var exitCode = await ReceiveAsync(server.Of("site"), errors, stream => stream.WriteAsync(parcel.AsMemory(0, parcel.Length / 2)).AsTask());

        Assert.Equal(1, exitCode);
        Assert.Contains("The folder didn't arrive whole at", errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(server.Of("site")));
    }

    [Fact]
    public async Task AFolderIsTakenByOneAtATimeAndWhoWasKilledHoldsNobodyUp()
    {
        using var server = new TemporaryFolder();
        var site = server.Of("site");
        var parcel = await ParcelAsync();
        // A process that was killed, and another program that has got its number since.
        server.Write("site/.deploying", $"{Environment.ProcessId}\n");
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());

        var first = ReceiveAsync(site, TextWriter.Null, async stream =>
        {
            await stream.WriteAsync(parcel.AsMemory(0, 100));
            await stream.FlushAsync();
            await IsThereAsync(site, ".incoming");
            begun.SetResult();
            await goOn.Task;
            await stream.WriteAsync(parcel.AsMemory(100));
        });
        await begun.Task;
        var errors = new StringWriter();
        var second = await ReceiveAsync(site, errors, stream => stream.WriteAsync(parcel).AsTask());
        goOn.SetResult();

        Assert.Equal(0, await first);
        Assert.Equal(1, second);
        Assert.StartsWith("Another deployment of this folder is going on, as process ", errors.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(site, "compose.yaml")));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(site).Select(Path.GetFileName), name => name!.StartsWith(".deploying", StringComparison.Ordinal) || name is ".incoming");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<byte[]> ParcelAsync()
    {
        await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);
        using var parcel = new MemoryStream();
        await Parcel.WriteAsync(_folder.Path, parcel, TestContext.Current.CancellationToken);
        return parcel.ToArray();
    }

    private static Task<int> ReceiveAsync(string folder, TextWriter errors, Func<Stream, Task> send) =>
        new HostShell(null).RunAsync("receive.sh", [folder], send, TextWriter.Null, errors, TestContext.Current.CancellationToken);

    private static async Task IsThereAsync(string folder, string name)
    {
        var made = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(folder, name);
        watcher.Created += (_, _) => made.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!Path.Exists(Path.Combine(folder, name)))
        {
            await made.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }
}
