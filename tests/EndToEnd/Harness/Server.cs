using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>A server with a published miniature: a folder that has what was published, and Docker Compose.</summary>
/// <param name="name">The name of the installation.</param>
internal sealed class Server(string name) : IAsyncDisposable
{
    private const string Host = "courses.example.org";
    private const int HttpPort = 18480;
    private const int HttpsPort = 18443;

    // Of a person who publishes: devstack.yaml, and nothing of the repository.
    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-server-").FullName;
    private X509Certificate2? _authority;

    /// <summary>YAML of the configuration after what every server has.</summary>
    public string More { get; init; } = "profile: full\n";

    /// <summary>Where the folder came to.</summary>
    public string Folder => Path.Combine(_folder, "out", "compose");

    public ComposeCommand Compose => new(Folder, name);

    /// <summary>The address of a page.</summary>
    /// <param name="site">What comes before the host of the LMS, for example <c>studio.</c>; nothing for the LMS itself.</param>
    /// <param name="path">The page.</param>
    public static Uri Page(string site, string path) => new($"https://{site}{Host}:{HttpsPort}{path}");

    /// <summary>Adds a theme to what is published, see <see cref="Theme"/>.</summary>
    public Task AddThemeAsync(string theme, string colour) => Theme.WriteAsync(_folder, theme, colour);

    /// <summary>Publishes every service of the release.</summary>
    /// <param name="platform">Another image of LMS and Studio.</param>
    public async Task PublishAsync(string? platform = null)
    {
        await ConfigureAsync(platform);
        var published = await Launcher.RunAsync(_folder, "publish", "--target", "compose", "--output", "out", "--release", "miniature");
        Assert.True(published.ExitCode == 0, published.ToString());
        if (Environment.GetEnvironmentVariable("NODE_EXTRA_CA_CERTS") is { Length: > 0 } authorities)
        {
            // The server is behind the same network, which looks into TLS: what the folder's owner does there.
            File.Copy(authorities, Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "build", "miniature-mfe", ".machine")).FullName, "authorities.pem"), overwrite: true);
        }
    }

    /// <summary>Publishes, and brings it to where it runs: this machine.</summary>
    /// <param name="platform">Another image of LMS and Studio.</param>
    public async Task<Outcome> DeployAsync(string? platform = null)
    {
        await PublishAsync(platform);
        await DockerCompose.EnsureAsync();
        var outcome = await Launcher.RunAsync(_folder, "deploy", "--target", "compose", "--output", "out", "--release", "miniature");
        TestContext.Current.TestOutputHelper?.WriteLine(outcome.ToString());
        return outcome;
    }

    /// <summary>Does what the folder's README says before the first start.</summary>
    public async Task PrepareAsync()
    {
        File.Copy(Path.Combine(Folder, ".env.example"), Path.Combine(Folder, ".env"), overwrite: true);
        await MiniatureStack.ExecuteAsync("sh", Path.Combine(Folder, "secrets", "create.sh"));
    }

    /// <summary>Has a service begin its work later than its container: a slow disk, a busy machine. What its image is built from says
    /// how it starts; the image itself is made by the first start.</summary>
    public async Task HoldBackAsync(string service, TimeSpan time)
    {
        const string Instruction = "ENTRYPOINT ";
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, "build", $"miniature-{service}", "Dockerfile"));
        var words = JsonSerializer.Deserialize<string[]>(lines.Single(line => line.StartsWith(Instruction, StringComparison.Ordinal))[Instruction.Length..])!;
        string[] later = ["sh", "-c", $"sleep {time.TotalSeconds:0.0}; exec \"$$@\"", "held-back", .. words];
        await File.WriteAllTextAsync(Path.Combine(Folder, "compose.override.yaml"), $"services: {{{service}: {{entrypoint: {JsonSerializer.Serialize(later)}}}}}\n");
    }

    /// <summary>Makes another image of LMS and Studio out of the published one.</summary>
    /// <param name="version">Its tag; the pages say it.</param>
    /// <param name="change">What else is done in it, by a shell.</param>
    /// <returns>Its name.</returns>
    public async Task<string> BuildPlatformAsync(string version, string change = "true")
    {
        var image = $"devstack/{name}-openedx:{version}";
        var context = Directory.CreateDirectory(Path.Combine(_folder, version)).FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), $"""
            FROM {await ImageOfAsync("lms")}
            RUN sed -i 's/<body>/<body><!-- version {version} -->/' lms/templates/main.html cms/templates/main.html && {change}
            """);
        var built = await DockerCompose.TryDockerAsync("build", "--tag", image, context);
        Assert.True(built.ExitCode == 0, built.StandardError);
        return image;
    }

    /// <summary>Reads a page of a site.</summary>
    public async Task<string> ReadAsync(Uri page)
    {
        using var client = new HttpClient(await ConnectAsync());
        using var answer = await client.GetAsync(page, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{page} answers {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks for a page until it is told to stop.</summary>
    public async Task<Load> LoadAsync(Uri page)
    {
        await ConnectAsync();
        return new(page, Connect, clients: 2);
    }

    /// <summary>Removes the installation with its data; the folder stays, and its secrets.</summary>
    public async Task RemoveAsync()
    {
        await Compose.DownAsync();
        _authority?.Dispose();
        _authority = null; // the next one makes its own
    }

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync();
        await MiniatureStack.ExecuteAsync("sh", "-c", $"docker image ls --quiet 'devstack/{name}-openedx' | xargs -r docker image rm --force");
        Directory.Delete(_folder, recursive: true);
    }

    private Task ConfigureAsync(string? platform) => File.WriteAllTextAsync(Path.Combine(_folder, "devstack.yaml"), $$"""
        name: {{name}}
        host: {{Host}}
        publish: {tls: internal, httpPort: {{HttpPort}}, httpsPort: {{HttpsPort}}}
        {{(platform is null ? "" : $"images: {{openedx: \"{platform}\"}}")}}
        {{More}}
        """);

    /// <summary>The container of a service that has one.</summary>
    public Task<string> ContainerOfAsync(string service) => Compose.RunOrFailAsync("ps", "--quiet", service);

    private async Task<string> ImageOfAsync(string service)
    {
        using var file = JsonDocument.Parse(await Compose.RunOrFailAsync("config", "--format", "json"));
        return file.RootElement.GetProperty("services").GetProperty(service).GetProperty("image").GetString()!;
    }

    // The proxy's own authority has signed, and nobody else is trusted.
    private async Task<SocketsHttpHandler> ConnectAsync()
    {
        _authority ??= X509Certificate2.CreateFromPem(await Compose.RunOrFailAsync("exec", "-T", "proxy", "cat", "/data/caddy/pki/authorities/local/root.crt"));
        return Connect();
    }

    private SocketsHttpHandler Connect() => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        AllowAutoRedirect = false,
        SslOptions = new()
        {
            CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _authority! }, RevocationMode = X509RevocationMode.NoCheck },
        },
    };
}
