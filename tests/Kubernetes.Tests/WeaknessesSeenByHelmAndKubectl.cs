using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Tests;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>Weaknesses of Aspire's own Kubernetes publisher that only show when its output is rendered, by their numbers: the real tools find none of them here.</summary>
public sealed class WeaknessesSeenByHelmAndKubectl : IDisposable
{
    // YAML, Go's templates, the shell and the kubelet: each has characters of its own.
    private const string Awkward = "\"quoted\" \\ 'single' # not: a comment {{ .Values.x }} {{- end }} `back` $HOME $(HOST) % @/:?&= \t tab";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(KubernetesFormat.Kustomize)]
    [InlineData(KubernetesFormat.Helm)]
    public async Task Number5VariablesWithADotArriveByTheirNames(KubernetesFormat format)
    {
        var objects = await RenderAsync(format, builder =>
        {
            builder.AddElasticsearch("elasticsearch").WithUser(1000);
            builder.AddContainer("search", "some/search", "1").WithUser(1000).WithEnvironment("discovery.type", "single-node").WithEnvironment("a.b-c.d", "1.0");
        });

        var search = Container(objects, "search").Env.ToDictionary(variable => variable.Name, variable => variable.Value);
        Assert.Equal(("single-node", "1.0"), (search["discovery.type"], search["a.b-c.d"]));
        Assert.Contains(Container(objects, "elasticsearch").Env, variable => variable is { Name: "discovery.type", Value: "single-node" });
    }

    [Theory]
    [InlineData(KubernetesFormat.Kustomize)]
    [InlineData(KubernetesFormat.Helm)]
    public async Task Number8EveryCharacterOfAValueAndOfAFileArrives(KubernetesFormat format)
    {
        var objects = await RenderAsync(format, builder => builder.AddContainer("web", "some/web", "1").WithUser(1000)
            .WithEnvironment("AWKWARD", Awkward)
            .WithArgs("--awkward", Awkward)
            .WithContainerFiles("/etc/web", [new ContainerFile { Name = "web.conf", Contents = $"{Awkward}\n  {Awkward}\n" }]));

        var web = Container(objects, "web");
        // What the kubelet would take for a reference to a variable is escaped for it alone.
        var literal = Awkward.Replace("$(", "$$(", StringComparison.Ordinal);
        Assert.Equal(literal, web.Env.Single(variable => variable.Name == "AWKWARD").Value);
        Assert.Equal(["--awkward", literal], web.Args);
        Assert.Equal($"{Awkward}\n  {Awkward}\n", objects.OfType<V1ConfigMap>().Single(map => map.Data.ContainsKey("etc-web-web.conf")).Data["etc-web-web.conf"]);
    }

    [Fact]
    public async Task Number8APasswordArrivesAsItIsAndEncodedWhereAUriNeedsIt()
    {
        var published = await Published.FromAsync(Shop.Describe);
        await published.WriteAsync(_folder.Path);
        _folder.Write("overlays/staging/secrets/mysql-password", Awkward);

        await Tools.CreateSecretsAsync(_folder.Path, "overlays/staging");

        var secret = Manifests.Load(await Tools.KubectlAsync("kustomize", _folder.Of("overlays/staging"))).OfType<V1Secret>().Single(secret => secret.Metadata.Name == "mysql-password");
        Assert.Equal(Awkward, Encoding.UTF8.GetString(secret.Data["value"]));
        Assert.Equal(Uri.EscapeDataString(Awkward), Encoding.UTF8.GetString(secret.Data["uri"]));
    }

    [Theory]
    [InlineData(KubernetesFormat.Kustomize)]
    [InlineData(KubernetesFormat.Helm)]
    public async Task Number12ImagesAreExactAndPulledByTheirSecrets(KubernetesFormat format)
    {
        var digest = new string('a', 64);

        var objects = await RenderAsync(
            format,
            builder =>
            {
                builder.AddContainer("exact", "some/web").WithImageSHA256(digest).WithUser(1000);
                builder.AddContainer("tagged", "some/web", "2.1").WithUser(1000);
            },
            options => options.ImagePullSecrets.Add("registry"));

        Assert.Equal(($"some/web@sha256:{digest}", "some/web:2.1"), (Container(objects, "exact").Image, Container(objects, "tagged").Image));
        Assert.All(objects.SelectMany(Pods.Of), pod => Assert.Equal(["registry"], objects.OfType<V1ServiceAccount>().Single(account => account.Metadata.Name == pod.ServiceAccountName).ImagePullSecrets.Select(secret => secret.Name)));
    }

    [Fact]
    public async Task Number12AnOlderClusterIsRefused()
    {
        await (await Published.FromAsync(Shop.Describe, options => options.Format = KubernetesFormat.Helm)).WriteAsync(_folder.Path);

        var old = await Tools.TryAsync("helm", "template", "shop", _folder.Of("chart"), "--kube-version", "1.29.3");
        var oldest = await Tools.TryAsync("helm", "template", "shop", _folder.Of("chart"), "--kube-version", "1.30.0");

        Assert.Contains("1.29.3", old.StandardError, StringComparison.Ordinal);
        Assert.Equal((1, 0), (old.ExitCode, oldest.ExitCode));
    }

    [Fact]
    public async Task Number13OneRunPublishesTheSameModelForBothTargets()
    {
        var publish = await Cli.Wrap("dotnet")
            .WithArguments([Repository.PathTo("artifacts", "bin", "PlainModel", "debug", "PlainModel.dll"), "--operation", "publish", "--step", "publish", "--output-path", _folder.Path])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.True(publish.ExitCode == 0, publish.StandardOutput + publish.StandardError);
        var compose = await File.ReadAllTextAsync(_folder.Of("compose/compose.yaml"), TestContext.Current.CancellationToken);
        foreach (var service in new[] { "mysql", "cache", "shop", "tables" })
        {
            Assert.Contains($"\n  {service}:\n", compose, StringComparison.Ordinal);
            Assert.True(File.Exists(_folder.Of($"kubernetes/base/{service}.yaml")), $"{service} isn't published for Kubernetes.");
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> RenderAsync(KubernetesFormat format, Action<IDistributedApplicationBuilder> describe, Action<KubernetesTargetOptions>? configure = null)
    {
        await (await Published.FromAsync(describe, options =>
        {
            options.Format = format;
            configure?.Invoke(options);
        })).WriteAsync(_folder.Path);
        if (format is KubernetesFormat.Helm)
        {
            return Manifests.Load(await Tools.TemplateAsync(_folder.Of("chart")));
        }

        if (File.Exists(_folder.Of("secrets/create.sh")))
        {
            await Tools.CreateSecretsAsync(_folder.Path, "overlays/staging");
        }

        return Manifests.Load(await Tools.KubectlAsync("kustomize", _folder.Of("overlays/staging")));
    }

    private static V1Container Container(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects, string workload) =>
        objects.SelectMany(Pods.Of).SelectMany(Pods.Containers).First(container => container.Name == workload);
}
