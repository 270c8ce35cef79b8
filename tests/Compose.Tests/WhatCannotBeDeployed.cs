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
        await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);
        using var parcel = new MemoryStream();
        await Parcel.WriteAsync(_folder.Path, parcel, TestContext.Current.CancellationToken);
        var errors = new StringWriter();

        var exitCode = await new HostShell(null).RunAsync(
            "receive.sh", [server.Of("site")], stream => stream.WriteAsync(parcel.ToArray().AsMemory(0, (int)parcel.Length / 2)).AsTask(), TextWriter.Null, errors, TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains("The folder didn't arrive whole at", errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(server.Of("site")));
    }

    public void Dispose() => _folder.Dispose();
}
