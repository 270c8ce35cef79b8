using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Compose.Deploying;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Publishing.Targets;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>A small site behind a proxy that can be told of replicas, published and deployed version by version.</summary>
internal sealed class Deployable(string name, int port) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _progress = new();

    public string Folder => _folder.Path;

    public ComposeCommand Compose { get; } = new("", name);

    public Uri Address { get; } = new($"http://127.0.0.1:{port}/");

    /// <summary>What was said since the last call.</summary>
    public string Said()
    {
        var said = _output.ToString() + _progress;
        _output.GetStringBuilder().Clear();
        _progress.GetStringBuilder().Clear();
        return said;
    }

    public string Of(string path) => _folder.Of(path);

    public async Task PublishAsync(string version, string job = "echo prepared") =>
        await (await Published.FromAsync(builder => Describe(builder, version, job), name)).WriteAsync(Folder);

    public async Task DeployAsync(string? host = null, bool isDiff = false, string ssh = HostShell.Ssh, CancellationToken? cancellationToken = null)
    {
        var request = new DeployRequest(Folder, _output, _progress) { Connection = host, IsDiff = isDiff, Timeout = TimeSpan.FromMinutes(3) };
        try
        {
            await ComposeDeployment.RunAsync(request, cancellationToken ?? TestContext.Current.CancellationToken, ssh);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{_output}{_progress}");
        }
    }

    public async Task<string> ContainersAsync(string service) =>
        await ComposeCommand.DockerAsync("ps", "--quiet", "--filter", $"label=com.docker.compose.project={name}", "--filter", $"label=com.docker.compose.service={service}");

    public async ValueTask DisposeAsync()
    {
        if (await ComposeCommand.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={name}") is { Length: > 0 } containers)
        {
            await ComposeCommand.DockerAsync(["rm", "--force", .. containers.Split('\n')]);
        }

        await ComposeCommand.DockerAsync(["volume", "rm", "--force", $"{name}_job-state", $"{name}_store-data"]);
        foreach (var network in new[] { "app", "data", "data-store", "edge", "web" })
        {
            await ComposeCommand.DockerAsync("network", "rm", $"{name}_{network}");
        }

        await _output.DisposeAsync();
        await _progress.DisposeAsync();
        _folder.Dispose();
    }

    private void Describe(IDistributedApplicationBuilder builder, string version, string job)
    {
        var store = builder.AddContainer("store", Shop.Python, "dev").WithEntrypoint("python3").WithArgs("-m", "http.server", "8000").WithHttpEndpoint(targetPort: 8000).WithVolume("store-data", "/data");
        store.WithProbe(new(ProbeKind.Readiness, new HttpProbe(store.GetEndpoint("http"), "/")) { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(5) });
        var token = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, "token");
        var prepare = builder.AddContainer("prepare", Shop.Cache, "dev").WithSecretFile(token, 0).WaitFor(store).AsJob(new(["sh", "-c", job]) { Attempts = 1 });
        // A slow answer, so that requests are under way whenever a container is stopped.
        var site = builder.AddContainer("site", Shop.Python, "dev")
            .WithEntrypoint("python3")
            .WithArgs("/srv/site.py")
            .WithTextFile("/srv/site.py", () => """
                import http.server, os, sys, time, urllib.request
                if os.environ["VERSION"] == "broken":
                    sys.exit("this version is broken")
                class Page(http.server.BaseHTTPRequestHandler):
                    def do_GET(self):
                        time.sleep(0.1)
                        self.ask(time.monotonic() + 15)
                        self.send_response(200)
                        self.end_headers()
                        self.wfile.write(os.environ["VERSION"].encode())
                    def ask(self, deadline):
                        while True:
                            try:
                                return urllib.request.urlopen(os.environ["STORE"], timeout=2).read()
                            except OSError:
                                if time.monotonic() > deadline:
                                    raise
                                time.sleep(0.1)
                    def log_message(self, *_): pass
                http.server.ThreadingHTTPServer(("", 8000), Page).serve_forever()
                """)
            .WithEnvironment("VERSION", version)
            .WithEnvironment("STORE", store.GetEndpoint("http"))
            .WithUser(1000)
            .WithHttpEndpoint(targetPort: 8000)
            .WithAnnotation(new ReplicaAnnotation(2))
            .WithStopGracePeriod(TimeSpan.FromSeconds(2))
            .WaitFor(store)
            .WaitForCompletion(prepare);
        site.WithProbe(new(ProbeKind.Readiness, new HttpProbe(site.GetEndpoint("http"), "/")) { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(5) });
        builder.AddContainer("proxy", Shop.Proxy, "dev")
            .WithHttpEndpoint(port: port, targetPort: 80)
            .WithExternalHttpEndpoints()
            .WithTextFile("/etc/caddy/Caddyfile", () => "{\n\tauto_https off\n\tadmin localhost:2019\n}\n:80 {\n\treverse_proxy {$UPSTREAMS_SITE:site:8000} {\n\t\tlb_try_duration 10s\n\t\ttransport http {\n\t\t\tkeepalive off\n\t\t}\n\t}\n}\n")
            .WithRoute(ReferenceExpression.Create($"localhost"), site.GetEndpoint("http"))
            .WithAnnotation(new UpstreamReloadAnnotation("caddy", "reload", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"))
            .WithProbe(new(ProbeKind.Readiness, new CommandProbe(["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:2019/config/"])) { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(5) })
            .WaitFor(site);
    }
}
