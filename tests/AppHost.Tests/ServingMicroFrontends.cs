using System.Net;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Tests;

namespace Devstack.AppHost.Tests;

/// <summary>What a real Caddy makes of the micro-frontends' configuration, in a container as the published Compose file describes it.</summary>
/// <remarks>It needs Docker, and the base image <c>debian:trixie-slim</c>.</remarks>
public sealed class ServingMicroFrontends : IAsyncLifetime
{
    private const string Image = "devstack/miniature-caddy:dev";
    private const string Script = "app.0123456789abcdef0123.js";
    private const string Page = "<title>authn</title>";

    private static readonly string Network = $"devstack-mfe-test-{Environment.ProcessId}";

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("devstack-mfe-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async ValueTask InitializeAsync()
    {
        if ((await TryAsync("image", "inspect", Image)).ExitCode != 0)
        {
            await DockerAsync("build", "--network", "host", "--tag", Image, "--build-arg", "BASE=debian:trixie-slim", Repository.PathTo("samples", "miniature", "caddy"));
        }

        await DockerAsync("network", "create", Network);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await TryAsync("rm", "--force", "--volumes", $"{Network}-mfe", $"{Network}-lms");
        await TryAsync("network", "rm", Network);
        _files.Delete(recursive: true);
    }

    [Theory]
    [InlineData("ulmo")]
    [InlineData("verawood")]
    public async Task EachIsServedBelowItsName(string release)
    {
        await StartAsync(release);

        // A page of the browser's, not a file.
        Assert.Equal((HttpStatusCode.OK, Page, "no-cache"), await GetAsync("/authn/login"));
        Assert.Equal((HttpStatusCode.OK, Page, "no-cache"), await GetAsync("/authn"));
        Assert.Equal((HttpStatusCode.OK, Page, "no-cache"), await GetAsync("/authn/"));
        Assert.Equal((HttpStatusCode.OK, "icon", "no-cache"), await GetAsync("/authn/favicon.ico"));
        Assert.Equal((HttpStatusCode.OK, "script", "public, max-age=31536000, immutable"), await GetAsync($"/authn/{Script}"));

        // Its page would be a script with an error in it, and be kept for a year.
        Assert.Equal((HttpStatusCode.NotFound, "", null), await GetAsync("/authn/app.fedcba9876543210fedc.js"));

        var (status, text, _) = await GetAsync("/autn/login");
        Assert.Equal(release is "ulmo" ? (HttpStatusCode.NotFound, true) : (HttpStatusCode.OK, false), (status, text.Contains("There are: account, ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TheirConfigurationComesFromTheLms()
    {
        await StartAsync("ulmo");

        Assert.Equal((HttpStatusCode.OK, "courses.example.org /api/mfe_config/v1?mfe=authn", null), await GetAsync("/api/mfe_config/v1?mfe=authn"));
    }

    [Theory]
    [InlineData("/", "https://courses.example.org/")]
    [InlineData("/course-authoring/home", "/authoring/home")]
    public async Task OldAddressesLeadToNewOnes(string path, string location)
    {
        await StartAsync("ulmo");

        using var response = await _http.GetAsync(new Uri(await AddressAsync(), path), TestContext.Current.CancellationToken);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    private async Task StartAsync(string release)
    {
        using var folder = new AppHostFolder($"name: courses\nhost: courses.example.org\nrelease: {release}\n");
        var publish = await AppHostProcess.RunAsync(folder, "publish", "--target", "compose", "--output", "out");
        Assert.True(publish.ExitCode == 0, publish.ToString());
        File.Copy(Path.Combine(folder.Path, "out/compose/config/mfe/etc/caddy/Caddyfile"), Path.Combine(_files.FullName, "Caddyfile"));
        Write("dist/authn/index.html", Page);
        Write("dist/authn/favicon.ico", "icon");
        Write($"dist/authn/{Script}", "script");
        Write("dist/site/index.html", "<title>site</title>");
        Write("lms", ":8000 {\n\trespond \"{http.request.host} {http.request.uri}\"\n}\n");
        File.SetUnixFileMode(_files.FullName, (UnixFileMode)0b111_101_101);

        await DockerAsync("run", "--detach", "--name", $"{Network}-lms", "--network", Network, "--network-alias", "lms", "--volume", $"{_files.FullName}/lms:/etc/caddy/Caddyfile:ro", Image);
        await DockerAsync([
            "run", "--detach", "--name", $"{Network}-mfe", "--network", Network, "--publish", "127.0.0.1::8002",
            .. await HardeningAsync(folder),
            "--volume", $"{_files.FullName}/Caddyfile:/etc/caddy/Caddyfile:ro", "--volume", $"{_files.FullName}/dist:/openedx/dist:ro", Image]);
        await WaitAsync();
    }

    // What the Compose file says of the service, word for word.
    private static async Task<string[]> HardeningAsync(AppHostFolder folder)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(folder.Path, "out/compose/compose.yaml"), TestContext.Current.CancellationToken);
        var start = text.IndexOf("\n  mfe:\n", StringComparison.Ordinal);
        var service = text[start..text.IndexOf("\n\n", start + 1, StringComparison.Ordinal)];
        Assert.All(
            ["user: '1000:1000'", "read_only: true", "cap_drop:", "- NET_BIND_SERVICE", "- no-new-privileges:true"],
            line => Assert.Contains(line, service, StringComparison.Ordinal));
        return [
            "--user", "1000:1000", "--read-only", "--cap-drop", "ALL", "--cap-add", "NET_BIND_SERVICE", "--security-opt", "no-new-privileges:true",
            "--tmpfs", "/tmp", "--tmpfs", "/config", "--tmpfs", "/data"];
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_files.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    // Caddy says when it listens.
    private static async Task WaitAsync()
    {
        var (said, listens) = (new StringBuilder(), new TaskCompletionSource());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var log = Cli.Wrap("docker").WithArguments(["logs", "--follow", $"{Network}-mfe"]).WithValidation(CommandResultValidation.None)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
            {
                said.AppendLine(line);
                if (line.Contains("serving initial configuration", StringComparison.Ordinal))
                {
                    listens.TrySetResult();
                }
            }))
            .ExecuteAsync(limit.Token);
        await Task.WhenAny(listens.Task, log.Task);
        await limit.CancelAsync();
        await log.Task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.True(listens.Task.IsCompleted, said.ToString());
    }

    private async Task<(HttpStatusCode Status, string Text, string? Cache)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(await AddressAsync(), path), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.CacheControl?.ToString());
    }

    private static async Task<Uri> AddressAsync() => new($"http://{(await DockerAsync("port", $"{Network}-mfe", "8002/tcp")).Split('\n')[0]}");

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, $"docker {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput.Trim();
    }

    private static async Task<BufferedCommandResult> TryAsync(params string[] arguments) => await Cli.Wrap("docker")
        .WithArguments(arguments)
        .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", "0"))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
