using System.Globalization;
using CliWrap;
using Devstack.Publishing.Targets;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>To a server with a real sshd, whose folder is another one than that of the publish.</summary>
[Collection(nameof(RunningContainers))]
public sealed class DeployingOverSsh : IAsyncLifetime
{
    private const string Image = "devstack/compose-tests-sshd:trixie";
    private readonly Deployable _site = new("pub-ssh", 18191);
    private readonly TemporaryFolder _server = new();
    private readonly TemporaryFolder _client = new();
    private string _container = "";
    private string _host = "";

    // A person's ~/.ssh/config would say this.
    private string Ssh => _client.Of("ssh");

    public async ValueTask InitializeAsync()
    {
        await DockerCompose.EnsureImageAsync(Image, "sshd");
        var cancellationToken = TestContext.Current.CancellationToken;
        await Cli.Wrap("ssh-keygen").WithArguments(["-q", "-t", "ed25519", "-N", "", "-f", _client.Of("key")]).ExecuteAsync(cancellationToken);
        _client.Write("ssh", $"#!/bin/sh\nexec ssh -i {_client.Of("key")} -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile={_client.Of("known_hosts")} \"$@\"\n");
        File.SetUnixFileMode(Ssh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        // The engine is this machine's, so the server's folder has the same path in both.
        _container = await ComposeCommand.DockerAsync(
            "run", "--detach", "--publish", "127.0.0.1::22", "--env", $"AUTHORIZED_KEY={await File.ReadAllTextAsync(_client.Of("key.pub"), cancellationToken)}",
            "--volume", "/var/run/docker.sock:/var/run/docker.sock", "--volume", $"{_server.Path}:{_server.Path}", Image);
        var port = (await ComposeCommand.DockerAsync("port", _container, "22")).Split(':')[^1];
        _host = string.Create(CultureInfo.InvariantCulture, $"ssh://root@127.0.0.1:{port}{_server.Path}/site");
        await AnswersAsync(port);
    }

    public async ValueTask DisposeAsync()
    {
        await ComposeCommand.DockerAsync("rm", "--force", _container);
        await _site.DisposeAsync();
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task TheFolderIsCarriedThereAndAnUpdateIsDiffedDeployedAndKeepsWhatIsTheServers()
    {
        await _site.PublishAsync("one");
        await File.WriteAllTextAsync(_site.Of("compose.override.yaml"), "services:\n  site:\n    labels:\n      mine: 'yes'\n", TestContext.Current.CancellationToken);
        await _site.DeployAsync(_host, ssh: Ssh);
        var said = _site.Said();
        Assert.Contains($"files to root@127.0.0.1:{_server.Path}/site\n", said, StringComparison.Ordinal);
        Assert.EndsWith("Made secrets/token.\nStarting everything.\nEverything is healthy.\n", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_site.Of("secrets/readers")));
        Assert.Equal("yes", await ComposeCommand.DockerAsync("inspect", "--format", "{{.Config.Labels.mine}}", "pub-ssh-site-1"));
        var token = await OnTheServerAsync("secrets/token");

        // A secret that is made here, too, and a file that somebody changed on the server.
        await File.WriteAllTextAsync(_site.Of("secrets/token"), "of the client", TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(_server.Of("site/README.md"), "By hand.\n", TestContext.Current.CancellationToken);
        await _site.PublishAsync("two");
        await _site.DeployAsync(_host, isDiff: true, ssh: Ssh);
        said = _site.Said();
        Assert.Contains("~ site\n", said, StringComparison.Ordinal);
        Assert.Contains("-      VERSION: one\n+      VERSION: two\n", said, StringComparison.Ordinal);
        Assert.Contains("VERSION: one", await OnTheServerAsync("compose.yaml"), StringComparison.Ordinal);

        await _site.DeployAsync(_host, ssh: Ssh);
        Assert.Contains("README.md had been changed by hand here; the changed one is kept as README.md.orig.\n", _site.Said(), StringComparison.Ordinal);
        Assert.EndsWith("By hand.\n", await OnTheServerAsync("README.md.orig"), StringComparison.Ordinal);
        Assert.Equal(token, await OnTheServerAsync("secrets/token"));
        using var client = new HttpClient();
        Assert.Equal("two", await client.GetStringAsync(_site.Address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AServerThatDoesNotAnswerIsNamed()
    {
        await _site.PublishAsync("one");

        var error = await Assert.ThrowsAsync<DeployException>(() => _site.DeployAsync("ssh://root@127.0.0.1:1", ssh: Ssh));

        Assert.Equal("ssh doesn't get to root@127.0.0.1; its own words are above. Try it by hand: ssh -p 1 root@127.0.0.1", error.Message);
        Assert.Contains("Connection refused", _site.Said(), StringComparison.Ordinal);
    }

    private Task<string> OnTheServerAsync(string path) => File.ReadAllTextAsync(_server.Of($"site/{path}"), TestContext.Current.CancellationToken);

    private async Task AnswersAsync(string port)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(1);
        while ((await Cli.Wrap(Ssh).WithArguments(["-p", port, "root@127.0.0.1", "true"]).WithValidation(CommandResultValidation.None).ExecuteAsync(TestContext.Current.CancellationToken)).ExitCode != 0)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"sshd doesn't answer: {await ComposeCommand.DockerAsync("logs", _container)}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }
}
