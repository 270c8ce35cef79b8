using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>Where a running container may write.</summary>
[Collection(nameof(RunningContainers))]
public sealed class FoldersOfAContainer : IDisposable
{
    private const int User = 1000;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task AReadOnlyRootLeavesItsFoldersAndOneOnTheDiskGoesToTheNextContainer()
    {
        var compose = new ComposeCommand(_folder.Path, "pub-root");
        await (await Published.FromAsync(builder => builder.AddContainer("web", Shop.Cache, "dev")
            .WithReadOnlyRoot(["/run"], onDisk: ["/tmp"]).WithEntrypoint("sleep").WithArgs("86400"))).WriteAsync(_folder.Path);
        try
        {
            await compose.UpAsync();

            await compose.RunOrFailAsync("exec", "-T", "web", "sh", "-c", "echo kept >/tmp/file && echo gone >/run/file");
            Assert.Contains("Read-only file system", (await compose.TryAsync("exec", "-T", "web", "sh", "-c", "echo no >/var/tmp/file")).StandardError, StringComparison.Ordinal);
            Assert.Equal("tmpfs", await FileSystemAsync("/run"));
            Assert.NotEqual("tmpfs", await FileSystemAsync("/tmp"));

            await compose.RunOrFailAsync("up", "--detach", "--wait", "--force-recreate");
            Assert.Equal("/tmp/file", (await compose.RunOrFailAsync("exec", "-T", "web", "sh", "-c", "ls /tmp/file /run/file 2>/dev/null || true")).Trim());
        }
        finally
        {
            await compose.DownAsync();
        }

        async Task<string> FileSystemAsync(string folder) => (await compose.RunOrFailAsync("exec", "-T", "web", "stat", "--file-system", "--format", "%T", folder)).Trim();
    }

    [Fact]
    public async Task WhatAnEarlierVersionWroteAsRootIsGivenToTheUserOfTheLaterOne()
    {
        var compose = new ComposeCommand(_folder.Path, "pub-owners");
        try
        {
            await UpAsync(user: null, "umask 077 && mkdir -p /var/kept/.keys && echo one >/var/kept/.keys/key");

            await UpAsync(User, "cat /var/kept/.keys/key && echo two >>/var/kept/.keys/key");

            Assert.Equal("one two", Words(await compose.RunOrFailAsync("exec", "-T", "web", "cat", "/var/kept/.keys/key")));
            Assert.Equal("1000 1000 1000", Words(await compose.RunOrFailAsync("exec", "-T", "web", "stat", "--format", "%u", "/var/kept", "/var/kept/.keys", "/var/kept/.keys/key")));
        }
        finally
        {
            await compose.DownAsync();
        }

        async Task UpAsync(int? user, string command)
        {
            await (await Published.FromAsync(builder =>
            {
                var web = builder.AddContainer("web", Shop.Cache, "dev").WithVolume("data", "/var/kept").WithEntrypoint("sh").WithArgs("-c", $"{command} && exec sleep 86400");
                if (user is { } number)
                {
                    web.WithUser(number);
                }
            })).WriteAsync(_folder.Path);
            await compose.UpAsync();
        }
    }

    private static string Words(string lines) => string.Join(' ', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    public void Dispose() => _folder.Dispose();
}
