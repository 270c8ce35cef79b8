using System.Net;
using System.Net.Sockets;
using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Each mistake is one clear text and a code, and nothing is half started.</summary>
public sealed class BadInput : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-bad-").FullName;

    [Fact]
    public async Task AnUnknownReleaseIsNamedWithTheNearestOne()
    {
        var outcome = await RunAsync("", "--release", "verawod");

        Refused(outcome, "verawod", "verawood");
    }

    [Fact]
    public async Task AnUnknownKeyIsNamedWithFileLineAndTheNearestKey()
    {
        var outcome = await RunAsync("release: miniature\nplatformNam: Us\n");

        Refused(outcome, "devstack.yaml:2", "platformNam", "platformName");
    }

    [Fact]
    public async Task APortInUseIsNamed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var outcome = await RunAsync($"release: miniature\nports:\n  lms: {port}\n");

        Refused(outcome, $"{port}", "ports.lms");
    }

    [Fact]
    public async Task AnEngineThatIsAwayIsNamedWithWhatToDo()
    {
        var outcome = await RunAsync("release: miniature\n", new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix:///nonexistent/docker.sock" });

        Refused(outcome, "docker");
    }

    [Fact]
    public async Task ADiskWithoutRoomIsNamedWithWhatToDo()
    {
        await using var engine = await EngineOnASmallDisk.StartAsync();

        var outcome = await RunAsync("release: miniature\n", new Dictionary<string, string?> { ["DOCKER_HOST"] = engine.Address });

        Refused(outcome, engine.Disk, "MiB left", "docker system prune");
    }

    [Fact]
    public async Task AnImageThatCannotBePulledIsNamedAndTheMiniatureOffered()
    {
        var outcome = await RunAsync("release: verawood\n");

        Refused(outcome, "overhangio/openedx", "--release miniature");
    }

    [Fact]
    public async Task ACheckoutThatDoesNotExistIsNamed()
    {
        var outcome = await RunAsync("release: miniature\ncheckouts:\n  - nowhere\n");

        Refused(outcome, "nowhere");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Outcome> RunAsync(string yaml, params string[] arguments) =>
        await RunAsync(yaml, new Dictionary<string, string?>(), arguments);

    private async Task<Outcome> RunAsync(string yaml, Dictionary<string, string?> environment, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "devstack.yaml"), yaml + "name: devstack-bad\n", TestContext.Current.CancellationToken);
        return await Launcher.RunAsync(_folder, environment, ["run", .. arguments]);
    }

    private static void Refused(Outcome outcome, params string[] words)
    {
        Assert.True(outcome.ExitCode != 0, outcome.ToString());
        Assert.All(words, word => Assert.True(outcome.Error.Contains(word, StringComparison.Ordinal), $"'{word}' is missing.\n{outcome}"));
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }
}
