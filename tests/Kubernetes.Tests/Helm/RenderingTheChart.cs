using System.Text.RegularExpressions;
using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Kubernetes.Tests.Platform;
using Devstack.Tests;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests.Helm;

/// <summary>The chart, rendered by the real Helm.</summary>
public sealed partial class RenderingTheChart : IDisposable
{
    private const string Namespace = "shop-staging";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("shop")]
    [InlineData("shop behind a gateway")]
    [InlineData("shop with KEDA")]
    [InlineData("miniature")]
    [InlineData("verawood")]
    public async Task ItsObjectsAreThoseOfTheOverlay(string model)
    {
        var overlay = await BuildAsync(await PublishAsync(model, KubernetesFormat.Kustomize), "staging");

        var chart = await RenderAsync(await PublishAsync(model, KubernetesFormat.Helm), "createNamespace: true");

        Assert.Equal(Comparable(overlay), Comparable(chart));
    }

    [Theory]
    [MemberData(nameof(PlatformModel.Releases), MemberType = typeof(PlatformModel))]
    public async Task SoAreThoseOfEveryReleaseWithAllThatItHasAndWithItsDataOutside(string release, string parts)
    {
        var document = (await PlatformModel.PublishOneAsync(release, parts)).Document;
        var overlay = await BuildAsync(new(document, new()), "staging");

        var chart = await RenderAsync(new(document, new() { Format = KubernetesFormat.Helm }), "createNamespace: true");

        Assert.Equal(Comparable(overlay), Comparable(chart));
    }

    [Fact]
    public async Task TheSameIsTheSameChartAndAnotherOneHasAnotherVersion()
    {
        static async Task<Published> ShopAsync(string tag) => await Published.FromAsync(
            builder => builder.AddContainer("web", "some/web", tag).WithUser(1000), options => options.Format = KubernetesFormat.Helm);

        var (one, same, other) = (await ShopAsync("1"), await ShopAsync("1"), await ShopAsync("2"));

        Assert.Equal(one.Files.Select(file => (file.Path, Convert.ToHexString(file.Content.Span))), same.Files.Select(file => (file.Path, Convert.ToHexString(file.Content.Span))));
        Assert.NotEqual(VersionOf(one), VersionOf(other));
        Assert.Matches("^version: 1\\.0\\.0\\+[0-9a-f]{12}$", VersionOf(one));
    }

    private static string VersionOf(Published published) => published["chart/Chart.yaml"].Split('\n').Single(line => line.StartsWith("version: ", StringComparison.Ordinal));

    [Fact]
    public async Task WithServersOutsideOfTheClusterTheyAreThoseOfProduction()
    {
        var overlay = await BuildAsync(await PublishAsync("shop", KubernetesFormat.Kustomize), "production");

        var chart = await RenderAsync(await PublishAsync("shop", KubernetesFormat.Helm), "createNamespace: true\nexternal: { mysql: mysql.example.internal }", "shop");

        // The overlay names the server in its settings, the chart in a value of its own.
        Assert.Equal(
            Regex.Replace(Comparable(overlay), "ConfigMap settings-HASH.data.mysql-server = .*\n", ""),
            Comparable(chart));
    }

    [Fact]
    public async Task AMadeUpPasswordIsRefusedForAServerOutside()
    {
        await (await PublishAsync("shop", KubernetesFormat.Helm)).WriteAsync(_folder.Path);
        await Tools.CreateSecretsAsync(_folder.Path, "production");
        _folder.Write("mine.yaml", "external: { mysql: mysql.example.internal }");
        string[] template = ["template", "shop", _folder.Of("chart"), "--values", _folder.Of("production/secrets/values.yaml"), "--values", _folder.Of("mine.yaml")];

        var refused = await Tools.TryAsync("helm", template);
        var inside = await Tools.TryAsync("helm", template[..^2]);
        _folder.Write("production/secrets/mysql-password", "of the server");
        await Tools.CreateSecretsAsync(_folder.Path, "production");
        var given = await Tools.TryAsync("helm", template);

        Assert.Contains("external.mysql is set, and mysql-password was made up: write that server's password into secrets/mysql-password, and run secrets/create.sh again", refused.StandardError, StringComparison.Ordinal);
        Assert.True(inside.ExitCode == 0, inside.StandardError);
        Assert.True(given.ExitCode == 0, given.StandardError);
    }

    [Fact]
    public async Task HostsImagesPodsAndResourcesAreValues()
    {
        var published = await PublishAsync("verawood", KubernetesFormat.Helm);

        var before = Manifests.Load(await RenderAsync(published, "{}"));
        var after = Manifests.Load(await RenderAsync(published, """
            hosts: { lms: learn.example.net }
            images: { openedx: registry.example.net/openedx:1 }
            workloads:
              lms: { minReplicas: 5, maxReplicas: 50, resources: { limits: { memory: 6Gi } } }
              mysql: { replicas: 0 }
            """));

        Assert.Contains("learn.example.net", after.OfType<V1Ingress>().Single().Spec.Rules.Select(rule => rule.Host));
        Assert.Contains("learn.example.net", after.OfType<V1Ingress>().Single().Spec.Tls.Single().Hosts);
        var lms = after.OfType<V1Deployment>().Single(deployment => deployment.Metadata.Name == "lms").Spec.Template.Spec;
        Assert.Equal(("registry.example.net/openedx:1", "6Gi", "1Gi"), (lms.Containers[0].Image, lms.Containers[0].Resources.Limits["memory"].ToString(), lms.Containers[0].Resources.Requests["memory"].ToString()));
        Assert.Equal("registry.example.net/openedx:1", lms.InitContainers[^1].Image);
        var scaler = after.OfType<V2HorizontalPodAutoscaler>().Single(scaler => scaler.Metadata.Name == "lms").Spec;
        Assert.Equal((5, 50), (scaler.MinReplicas, scaler.MaxReplicas));
        Assert.Equal(0, after.OfType<V1StatefulSet>().Single(set => set.Metadata.Name == "mysql").Spec.Replicas);
        // A Job can't be changed: with another image it is another one.
        Assert.Empty(before.OfType<V1Job>().Select(job => job.Metadata.Name).Intersect(after.OfType<V1Job>().Select(job => job.Metadata.Name)));
        Assert.All(after.OfType<V1Job>(), job => Assert.Matches("^[a-z-]+-[0-9a-f]{10}-[0-9a-f]{5}$", job.Metadata.Name));
        Policies.Check(after, published.Exceptions);
    }

    [Fact]
    public async Task WhoeverWaitsForAJobWithoutACheckAsksForItByTheNameThatItHas()
    {
        var published = await Published.FromAsync(
            builder =>
            {
                var job = builder.AddContainer("prepare", "some/tool", "1").WithUser(1000).AsJobOf("/prepare");
                builder.AddContainer("web", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80).WaitForCompletion(job);
            },
            options => options.Format = KubernetesFormat.Helm);

        var objects = Manifests.Load(await RenderAsync(published, "images: { tool: some/tool:2 }"));

        var name = objects.OfType<V1Job>().Single().Metadata.Name;
        Assert.EndsWith($"job/{name}", objects.OfType<V1Deployment>().Single().Spec.Template.Spec.InitContainers.Single().Args[^1], StringComparison.Ordinal);
        Assert.Equal([name], objects.OfType<V1Role>().Single().Rules.Single().ResourceNames);
    }

    [Fact]
    public async Task AMissingSettingEndsWithItsNameAndAnotherOneIsAnotherPod()
    {
        var published = await PublishAsync("shop", KubernetesFormat.Helm);
        var open = await Published.FromAsync(
            builder => builder.AddContainer("web", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80, port: 80).WithExternalHttpEndpoints(),
            options => options.Format = KubernetesFormat.Helm);

        var one = Manifests.Load(await RenderAsync(published, "settings: { domain: one.example.com }"));
        var other = Manifests.Load(await RenderAsync(published, "settings: { domain: other.example.com }"));
        using var folder = new TemporaryFolder();
        await open.WriteAsync(folder.Path);
        var error = await Tools.TryAsync("helm", "template", "shop", folder.Of("chart"));

        Assert.Equal(["api.one.example.com", "one.example.com"], one.OfType<V1Ingress>().Single().Spec.Rules.Select(rule => rule.Host));
        Assert.NotEqual(Deployment(one, "web"), Deployment(other, "web"));
        Assert.Equal(Deployment(one, "cache"), Deployment(other, "cache"));
        Assert.Contains("settings.web-host has to be given", error.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOptionalPartIsThereWhenItsValueSaysSo()
    {
        var published = await PublishAsync("shop", KubernetesFormat.Helm);

        Assert.DoesNotContain(Manifests.Load(await RenderAsync(published, "{}")), item => item.Metadata.Name is "reports");
        Assert.Contains(Manifests.Load(await RenderAsync(published, "components: { reports: true }")), item => item is V1Deployment { Metadata.Name: "reports" });
    }

    [Fact]
    public async Task TheScriptsSecretsAreWhatThePodsNameAndAnotherOneIsAnotherPod()
    {
        await (await PublishAsync("shop", KubernetesFormat.Helm)).WriteAsync(_folder.Path);
        await Tools.CreateSecretsAsync(_folder.Path, "production");

        var secrets = Manifests.Load(await Tools.KubectlAsync("kustomize", _folder.Of("production/secrets"))).OfType<V1Secret>().Select(secret => secret.Metadata.Name).ToList();
        var before = await HelmAsync("--values", _folder.Of("production/secrets/values.yaml"));
        _folder.Write("production/secrets/signing-key", "another");
        await Tools.CreateSecretsAsync(_folder.Path, "production");
        var after = await HelmAsync("--values", _folder.Of("production/secrets/values.yaml"));

        var named = Manifests.Load(before).SelectMany(Pods.Of).SelectMany(References.Of).Where(reference => reference.Kind is "Secret").Select(reference => reference.Name);
        Assert.Equal(named.Distinct().Order(), secrets.Order());
        Assert.NotEqual(Deployment(Manifests.Load(before), "web"), Deployment(Manifests.Load(after), "web"));
        Assert.Equal(Deployment(Manifests.Load(before), "cache"), Deployment(Manifests.Load(after), "cache"));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("chart/values.yaml")]
    [InlineData("chart/templates/_helpers.tpl")]
    [InlineData("chart/templates/web.yaml")]
    [InlineData("chart/templates/mysql.yaml")]
    public async Task TheFilesAreThese(string path) => Golden.Matches((await PublishAsync("shop", KubernetesFormat.Helm))[path], test: $"TheFilesAreThese.{path.Replace('/', '-')}");

    [Fact]
    public async Task HelmsOwnCheckFindsNothing()
    {
        await (await PublishAsync("verawood", KubernetesFormat.Helm)).WriteAsync(_folder.Path);

        var lint = await Tools.TryAsync("helm", "lint", "--strict", _folder.Of("chart"));

        Assert.True(lint.ExitCode == 0, lint.StandardOutput + lint.StandardError);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<Published> PublishAsync(string model, KubernetesFormat format)
    {
        var document = model is "miniature" or "verawood" ? (await PlatformModel.PublishAsync(model)).Document : await Published.ReadAsync(Shop.Describe);
        var options = new KubernetesTargetOptions { Format = format, HasKeda = model is "shop with KEDA" };
        options.Routing.Kind = model is "shop behind a gateway" ? RoutingKind.Gateway : RoutingKind.Ingress;
        return new(document, options);
    }

    private async Task<string> RenderAsync(Published published, string values, string space = Namespace)
    {
        await published.WriteAsync(_folder.Path);
        _folder.Write("mine.yaml", values);
        return await HelmAsync("--namespace", space, "--values", _folder.Of("mine.yaml"));
    }

    private Task<string> HelmAsync(params string[] arguments) => Tools.TemplateAsync([_folder.Of("chart"), .. arguments]);

    private static async Task<string> BuildAsync(Published published, string overlay)
    {
        using var folder = new TemporaryFolder();
        await published.WriteAsync(folder.Path);
        folder.Write($"overlays/{overlay}/kustomization.yaml", (await File.ReadAllTextAsync(folder.Of($"overlays/{overlay}/kustomization.yaml"), TestContext.Current.CancellationToken))
            .Replace("- secrets\n", "", StringComparison.Ordinal).Replace("courses-staging", Namespace, StringComparison.Ordinal)
            // A list of components with nothing in it.
            .Replace("components:\n# Made by: sh secrets/create.sh overlays/staging\n# Servers", "# Servers", StringComparison.Ordinal));
        return await Tools.KubectlAsync("kustomize", folder.Of($"overlays/{overlay}"));
    }

    private static string Deployment(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects, string name) =>
        KubernetesYaml.Serialize(objects.OfType<V1Deployment>().Single(deployment => deployment.Metadata.Name == name));

    // The order of objects and keys means nothing, nor does which hash is in the name of the settings.
    private static string Comparable(string yaml) => string.Join('\n', Documents.Of(yaml)
        .Select(Documents.Sorted)
        .Select(text => SettingsName().Replace(text, "settings-HASH"))
        // An overlay without settings has an empty map of them.
        .Where(text => text.Contains("ConfigMap settings-HASH.data", StringComparison.Ordinal) || !text.StartsWith("ConfigMap settings-HASH", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\bsettings-[0-9a-z]{10}\b")]
    private static partial Regex SettingsName();
}
