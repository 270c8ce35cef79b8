using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Devstack.AppHost.Tests;
using Devstack.Tests;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests.Platform;

/// <summary>What <c>./devstack publish --target kubernetes</c> writes.</summary>
public sealed partial class PublishingThePlatform
{
    [Theory]
    [InlineData("miniature", "README.md")]
    [InlineData("miniature", "overlays/production/kustomization.yaml")]
    [InlineData("verawood", "README.md")]
    [InlineData("verawood", "base/kustomization.yaml")]
    [InlineData("verawood", "base/routes.yaml")]
    [InlineData("verawood", "base/lms.yaml")]
    [InlineData("verawood", "base/lms-worker.yaml")]
    [InlineData("verawood", "base/lms-migrations.yaml")]
    [InlineData("verawood", "base/mysql.yaml")]
    [InlineData("verawood", "overlays/staging/kustomization.yaml")]
    [InlineData("verawood", "overlays/staging/settings.env")]
    [InlineData("verawood", "overlays/production/kustomization.yaml")]
    [InlineData("verawood", "overlays/production/settings.env")]
    [InlineData("verawood", "secrets/README.md")]
    public async Task TheFilesAreThese(string release, string file)
    {
        var published = await PlatformModel.PublishAsync(release);

        Golden.Matches(Stable(published[file]), test: $"{release}.{file.Replace('/', '-')}");
    }

    [Theory]
    [InlineData("miniature")]
    [InlineData("verawood")]
    public async Task TheVerbWritesTheSameBytesEachTimeWithNothingOfThisMachineInThem(string release)
    {
        var published = await PlatformModel.PublishAsync(release);
        using var first = new AppHostFolder($"{PlatformModel.Configuration}release: {release}\n");
        using var second = new AppHostFolder($"{PlatformModel.Configuration}release: {release}\n");

        await PublishAsync(first);
        await PublishAsync(second);

        var files = Hashes(first);
        Assert.Equal(files, Hashes(second));
        Assert.Equal(files.Where(file => file.Path is not "generated.sha256"), published.Files.Select(file => (file.Path, Convert.ToHexString(SHA256.HashData(file.Content.Span)))).Order());
        foreach (var file in Directory.EnumerateFiles(FolderOf(first), "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(first.Path, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Repository.Root, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Environment.MachineName, text, StringComparison.Ordinal);
            Assert.DoesNotMatch(LooksSecret(), text);
        }
    }

    [Fact]
    public async Task WhoHasNoRegistryIsToldSoAndNoImageIsTakenFromSomebodyElse()
    {
        using var without = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\n");
        using var with = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\nregistry: registry.example.org/team\n");

        var (told, silent) = (await PublishAsync(without), await PublishAsync(with));

        Assert.Contains("a cluster can only pull. Name a registry and publish again (registry: in devstack.yaml", told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("registry", silent.Error, StringComparison.Ordinal);
        Assert.All(Images(without), image => Assert.StartsWith(image.Contains("devstack/", StringComparison.Ordinal) ? "registry.invalid/devstack/" : "docker.io/library/busybox:", image, StringComparison.Ordinal));
        Assert.All(Images(with), image => Assert.StartsWith("registry.example.org/team/", image, StringComparison.Ordinal));
        Assert.Contains("docker push registry.example.org/team/devstack/miniature-openedx:", await ReadAsync(with, "build/push.sh"), StringComparison.Ordinal);
        Assert.Contains("docker push \"$registry/devstack/miniature-openedx:", await ReadAsync(without, "build/push.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachOptionOfTheClusterIsInTheManifests()
    {
        var published = await PlatformModel.PublishAsync("miniature", """
            publish:
              replicas: { lms: 3 }
              kubernetes:
                namespace: learning
                maxReplicas: { lms: 12, cms: 2 }
                keda: true
                routing: gateway
                routingClass: envoy
                proxyNamespace: gateways
                clusterIssuer: internal
                bodyLimit: 500
                timeout: 60
                storageSize: 5Gi
                storageSizes: { mysql-data: 80Gi }
                storageClass: fast
                sharedStorageClass: shared
                secrets: externalSecrets
                secretStore: vault
                reachableNetworks: [10.20.0.0/16]
                imagePullSecrets: [pull]
                dnsNamespace: openshift-dns
                dnsLabels: { dns.operator.openshift.io/daemonset-dns: default }
                dnsPort: 5353
                dnsNetworks: [169.254.25.10/32]
            """);

        var options = published.Options;
        Assert.Equal(("learning", true, "vault"), (options.Namespace, options.HasKeda, options.SecretStore));
        Assert.Equal((RoutingKind.Gateway, "envoy", "gateways", "internal"), (options.Routing.Kind, options.Routing.ClassName, options.Routing.ProxyNamespace, options.Routing.ClusterIssuer));
        Assert.Equal((500, TimeSpan.FromMinutes(1)), (options.Routing.BodyLimitMebibytes, options.Routing.Timeout));
        Assert.Equal(("5Gi", "fast", "shared", SecretSource.ExternalSecrets), (options.Storage.Size, options.Storage.ClassName, options.Storage.SharedClassName, options.Secrets));
        Assert.Equal(["10.20.0.0/16"], options.ReachableNetworks);
        Assert.Equal(["pull"], options.ImagePullSecrets);
        Assert.Equal(
            [
                "openshift-dns, dns.operator.openshift.io/daemonset-dns=default: 5353 UDP, 5353 TCP",
                "169.254.25.10/32: 53 UDP, 53 TCP",
            ],
            NetworkRules.OfEgress(published.Shared<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == "default")));
        Assert.Equal("80Gi", published.Workload("mysql").StatefulSet!.Spec.VolumeClaimTemplates.Single().Spec.Resources.Requests["storage"].ToString());
        Assert.Equal((3, 12), (published.Workload("lms").Autoscaler!.Spec.MinReplicas, published.Workload("lms").Autoscaler!.Spec.MaxReplicas));
        Assert.Equal((null, 2), (published.Workload("cms").Autoscaler, published.Workload("cms").Deployment!.Spec.Replicas));
        Assert.Contains(published.Workload("lms-worker").All, item => item.Kind == "ScaledObject");
    }

    internal static async Task<AppHostProcess> PublishAsync(AppHostFolder folder)
    {
        var publish = await AppHostProcess.RunAsync(folder, "publish", "--target", "kubernetes", "--output", "out");
        Assert.True(publish.ExitCode == 0, publish.ToString());
        return publish;
    }

    internal static string FolderOf(AppHostFolder folder) => Path.Combine(folder.Path, "out/kubernetes");

    private static Task<string> ReadAsync(AppHostFolder folder, string file) => File.ReadAllTextAsync(Path.Combine(FolderOf(folder), file), TestContext.Current.CancellationToken);

    private static IEnumerable<string> Images(AppHostFolder folder) => Directory.EnumerateFiles(Path.Combine(FolderOf(folder), "base"))
        .Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal))
        .SelectMany(file => Manifests.Load(File.ReadAllText(file)))
        .SelectMany(Pods.Of)
        .SelectMany(Pods.Containers)
        .Select(container => container.Image)
        .Distinct();

    private static List<(string Path, string Hash)> Hashes(AppHostFolder folder) =>
    [
        .. Directory.EnumerateFiles(FolderOf(folder), "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(FolderOf(folder), file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))))
            .Order(),
    ];

    // Left out: the content of files that have tests of their own, and hashes of what is made here.
    private static string Stable(string text) => HashOfAName().Replace(HashInAHeader().Replace(FilesOfAConfigMap().Replace(text, "  $1: ...\n"), "sha256:HASH"), "$1HASH");

    [GeneratedRegex(@"^  ([A-Za-z0-9_.-]+): \|\n(?:    .*\n|\n)+", RegexOptions.Multiline)]
    private static partial Regex FilesOfAConfigMap();

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex HashInAHeader();

    [GeneratedRegex("(devstack/[a-z-]+:|(?:files|migrations|database)-)[0-9a-f]{10,12}")]
    private static partial Regex HashOfAName();

    [GeneratedRegex("BEGIN [A-Z ]*PRIVATE KEY|://[a-z]+:[A-Za-z0-9]{8,}@|(?i:password|secret|masterkey)['\"]?: ['\"][A-Za-z0-9+/]{16,}['\"]")]
    private static partial Regex LooksSecret();
}
