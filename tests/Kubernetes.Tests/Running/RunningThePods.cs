using System.Net;
using Devstack.Kubernetes.Deploying.Maintenance;
using Devstack.Kubernetes.Tests.Platform;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests.Running;

/// <summary>What is written in the manifests starts: environment, files, secrets, users, read-only roots, waits and probes, on a real engine.</summary>
[Collection(nameof(RunningThePods))]
public sealed class RunningThePods : IAsyncLifetime
{
    private LocalCluster? _cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task ThoseOfAShop()
    {
        foreach (var image in new[] { Shop.Database, Shop.Cache, Shop.Python })
        {
            await LocalImages.EnsureAsync($"{image}:dev");
        }

        _cluster = new("kubernetes-tests-shop");
        var pods = await _cluster.ApplyAsync(await Published.FromAsync(Shop.Describe), "staging");

        await AllProbesSayYesAsync(pods);
        using var http = new HttpClient();
        var web = pods.Single(pod => pod.Workload is "web");
        Assert.Equal("<h1>Shop</h1>\n", await http.GetStringAsync(new Uri($"http://{await web.AddressAsync()}:8000/"), TestContext.Current.CancellationToken));
        Assert.Equal("5 $ or ${FIVE} or $(SIX) or $$(SEVEN)", await ExecAsync(web, "printenv PRICE"));
        Assert.Equal("https://shop.example.com/", await ExecAsync(web, "printenv SITE"));
        Assert.Contains("PRIVATE KEY", await ExecAsync(web, "cat /run/secrets/signing-key"), StringComparison.Ordinal);
        Assert.Equal("ok", await ExecAsync(web, "touch /tmp/a /uploads/b && ! touch /srv/c 2>/dev/null && ! touch /c 2>/dev/null && echo ok"));
        Assert.Equal("ok", await ExecAsync(pods.Single(pod => pod.Workload is "worker"), "ls /uploads/b >/dev/null && echo ok"));
    }

    [Fact]
    public async Task ThoseOfTheMiniaturesWholePlatform()
    {
        var published = await PlatformModel.PublishAsync("miniature");
        await LocalImages.EnsureAsync(published.Document.Workloads.Select(workload => workload.Image));

        _cluster = new("kubernetes-tests-platform");
        var pods = await _cluster.ApplyAsync(published, "staging");

        await AllProbesSayYesAsync(pods);
        using var http = new HttpClient();
        foreach (var (service, host, path) in new[] { ("lms", "courses.example.org", "/heartbeat"), ("cms", "studio.courses.example.org", "/heartbeat"), ("lms", "courses.example.org", "/login") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{await pods.Single(pod => pod.Workload == service).AddressAsync()}:8000{path}");
            request.Headers.Host = host;
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{host}{path}: {response.StatusCode}");
        }

        foreach (var _ in Enumerable.Range(0, 2))
        {
            await new LocalPod(_cluster, _cluster.Objects.OfType<V1CronJob>().Single(job => job.Metadata.Name is "mysql-backup")).RunAsync();
        }

        var backup = await Docker.RunAsync("run", "--rm", "--user", "0", "--volume", $"{_cluster.Folder}/claims/mysql-backups:/backups", LocalImages.Helper, "sh", "-c", "zcat $(ls -1t /backups/mysql-*.gz | head -n 1)");
        Assert.Contains("CREATE TABLE `auth_user`", backup, StringComparison.Ordinal);
        Assert.Contains("-- Dump completed", backup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThatOfTheMaintenancePage()
    {
        var options = new KubernetesTargetOptions();
        _cluster = new("kubernetes-tests-page");

        var pods = await _cluster.ApplyAsync(MaintenancePage.Of("shop", null!, options.HelperImage, options, "<h1>Back on Monday</h1>"));

        await AllProbesSayYesAsync(pods);
        using var http = new HttpClient();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Get })
        {
            using var request = new HttpRequestMessage(method, $"http://{await pods[0].AddressAsync()}:8080/courses?page=2");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromMinutes(5)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
            Assert.Equal("<h1>Back on Monday</h1>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task AllProbesSayYesAsync(IEnumerable<LocalPod> pods)
    {
        foreach (var pod in pods.Where(pod => !pod.IsJob))
        {
            Assert.True(await pod.SaysYesAsync(pod.Container.StartupProbe), $"{pod.Workload}: startup");
            Assert.True(await pod.SaysYesAsync(pod.Container.ReadinessProbe), $"{pod.Workload}: readiness");
            Assert.True(await pod.SaysYesAsync(pod.Container.LivenessProbe), $"{pod.Workload}: liveness");
        }
    }

    private static Task<string> ExecAsync(LocalPod pod, string script) => Docker.RunAsync("exec", pod.ContainerName, "sh", "-c", script);
}

/// <summary>Each of them fills the machine.</summary>
[CollectionDefinition(nameof(RunningThePods), DisableParallelization = true)]
public sealed class RunningThePodsCollection;
