using System.Text;
using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>What is published, built by the real kubectl.</summary>
public sealed class BuildingOverlays : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("staging", "shop-staging")]
    [InlineData("production", "shop")]
    public async Task EachOverlayBuildsAndEveryNameInItLeadsToAnObject(string overlay, string space)
    {
        var objects = await BuildAsync(overlay);

        Assert.All(objects, item => Assert.Equal(item is V1Namespace ? null : space, item.Metadata.NamespaceProperty));
        Assert.Equal(space, objects.OfType<V1Namespace>().Single().Metadata.Name);
        foreach (var pod in objects.SelectMany(Pods.Of))
        {
            Assert.All(References.Of(pod), reference => Assert.Contains(objects, item => (item.Kind, item.Metadata.Name) == reference));
        }
    }

    [Fact]
    public async Task AnOverlaysSettingsGoEverywhereAndAnotherValueIsAnotherPodButTheSameJob()
    {
        var before = await BuildAsync("staging");
        _folder.Write("overlays/staging/settings.env", "domain=staging.example.org\n");

        var after = await BuildAsync("staging");

        var ingress = after.OfType<V1Ingress>().Single();
        Assert.Equal(["api.staging.example.org", "staging.example.org"], ingress.Spec.Rules.Select(rule => rule.Host));
        Assert.Equal(["api.staging.example.org", "staging.example.org"], ingress.Spec.Tls.Single().Hosts);
        Assert.Equal("staging.example.org", after.OfType<V1ConfigMap>().Single(map => map.Metadata.Name == "job-settings").Data["domain"]);
        Assert.Equal("staging.example.org", after.OfType<V1ConfigMap>().Single(map => map.Metadata.Name.StartsWith("settings-", StringComparison.Ordinal)).Data["domain"]);
        Assert.NotEqual(Text(before, "Deployment", "web"), Text(after, "Deployment", "web"));
        Assert.Equal(Text(before, "Deployment", "cache"), Text(after, "Deployment", "cache"));
        Assert.Equal(before.OfType<V1Job>().Select(KubernetesYaml.Serialize), after.OfType<V1Job>().Select(KubernetesYaml.Serialize));
    }

    [Fact]
    public async Task AnotherSecretIsAnotherPodOfThoseThatReadItAlone()
    {
        var before = await BuildAsync("staging");
        _folder.Write("overlays/staging/secrets/signing-key", "another");

        var after = await BuildAsync("staging");

        Assert.NotEqual(Text(before, "Deployment", "web"), Text(after, "Deployment", "web"));
        Assert.Equal(Text(before, "StatefulSet", "mysql"), Text(after, "StatefulSet", "mysql"));
        Assert.Equal("another", Encoding.UTF8.GetString(after.OfType<V1Secret>().Single(secret => secret.Metadata.Name == "signing-key").Data["value"]));
    }

    [Fact]
    public async Task ProductionHasServersOutsideOfTheClusterUnlessTheUserTakesThemAway()
    {
        var external = await BuildAsync("production");
        var overlay = _folder.Of("overlays/production/kustomization.yaml");
        await File.WriteAllTextAsync(overlay, (await File.ReadAllTextAsync(overlay, TestContext.Current.CancellationToken)).Replace("- ../../components/external-mysql\n", "", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var inside = await BuildAsync("production");

        var service = external.OfType<V1Service>().Single(service => service.Metadata.Name == "mysql");
        Assert.Equal(("ExternalName", "mysql.example.internal", null), (service.Spec.Type, service.Spec.ExternalName, service.Spec.Selector));
        Assert.Empty(external.OfType<V1StatefulSet>());
        Assert.Contains(external.OfType<V1NetworkPolicy>(), policy => policy.Metadata.Name == "external-mysql");
        Assert.Equal("mysql", inside.OfType<V1StatefulSet>().Single().Metadata.Name);
        Assert.DoesNotContain(external, item => item.Metadata.Name is "backup" or "backups");
        Assert.Contains(inside, item => item is V1CronJob { Metadata.Name: "backup" });
    }

    [Fact]
    public async Task ThePasswordOfAServerOutsideIsAskedForAndNeverMadeUp()
    {
        await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);
        const string Asked = "These are yours to write, see secrets/README.md:\n  overlays/production/secrets/mysql-password: the password of the server outside of the cluster that answers as mysql\n";
        var overlay = await File.ReadAllTextAsync(_folder.Of("overlays/production/kustomization.yaml"), TestContext.Current.CancellationToken);

        var missing = await Tools.TryCreateSecretsAsync(_folder.Path, "overlays/production");
        var hasMade = File.Exists(_folder.Of("overlays/production/secrets/mysql-password"));
        _folder.Write("overlays/production/kustomization.yaml", overlay.Replace("- ../../components/external-mysql\n", "", StringComparison.Ordinal));
        var inside = await Tools.TryCreateSecretsAsync(_folder.Path, "overlays/production");
        _folder.Write("overlays/production/kustomization.yaml", overlay.Replace("- ../../components/external-mysql\n", "  - \"../../components/external-mysql\" # at the provider\n", StringComparison.Ordinal));
        var madeUp = await Tools.TryCreateSecretsAsync(_folder.Path, "overlays/production");
        _folder.Write("overlays/production/secrets/mysql-password", "of the server");
        var given = await Tools.TryCreateSecretsAsync(_folder.Path, "overlays/production");

        Assert.Equal((1, Asked, false), (missing.ExitCode, missing.StandardError, hasMade));
        Assert.Equal((0, ""), (inside.ExitCode, inside.StandardError));
        Assert.Equal((1, Asked), (madeUp.ExitCode, madeUp.StandardError));
        Assert.Equal((0, ""), (given.ExitCode, given.StandardError));
    }

    [Fact]
    public async Task AServerOutsideIsBackedUpByTheStackOnlyWhenAsked()
    {
        var published = await Published.FromAsync(Shop.Describe, options => options.HasBackupsOfExternal = true);
        await published.WriteAsync(_folder.Path);
        published.WriteGivenSecrets(_folder);

        var objects = await BuildAsync("production");

        Assert.Empty(objects.OfType<V1StatefulSet>());
        Assert.Contains(objects, item => item is V1CronJob { Metadata.Name: "backup" });
        Assert.Contains(objects, item => item is V1PersistentVolumeClaim { Metadata.Name: "backups" });
    }

    [Fact]
    public async Task AnOptionalPartIsThereWhenTheOverlayTakesIt()
    {
        var without = await BuildAsync("staging");
        var overlay = _folder.Of("overlays/staging/kustomization.yaml");
        await File.WriteAllTextAsync(overlay, (await File.ReadAllTextAsync(overlay, TestContext.Current.CancellationToken)).Replace("# - ../../components/reports", "- ../../components/reports", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var with = await BuildAsync("staging");

        Assert.DoesNotContain(without.OfType<V1Deployment>(), deployment => deployment.Metadata.Name == "reports");
        Assert.Contains(with.OfType<V1Deployment>(), deployment => deployment.Metadata.Name == "reports");
    }

    [Fact]
    public async Task AnotherPublishTouchesNeitherTheOverlaysNorTheSecrets()
    {
        await BuildAsync("production");
        _folder.Write("overlays/production/kustomization.yaml", "mine");
        var password = await File.ReadAllTextAsync(_folder.Of("overlays/production/secrets/mysql-password"), TestContext.Current.CancellationToken);

        var changes = await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);

        Assert.Empty(changes.Written);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder.Of("overlays/production/kustomization.yaml"), TestContext.Current.CancellationToken));
        Assert.Equal(password, await File.ReadAllTextAsync(_folder.Of("overlays/production/secrets/mysql-password"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WhatAPersonHasToGiveIsNamedByTheScriptAndByKustomize()
    {
        await (await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1").WithUser(1000)
            .WithEnvironment("A", builder.AddParameter("mail-password", secret: true))
            .WithHttpEndpoint(targetPort: 80, port: 80).WithExternalHttpEndpoints())).WriteAsync(_folder.Path);

        var script = await Tools.TryCreateSecretsAsync(_folder.Path, "overlays/staging");
        _folder.Write("overlays/staging/secrets/mail-password", "given");
        await Tools.TryCreateSecretsAsync(_folder.Path, "overlays/staging");
        var kustomize = await Tools.TryAsync("kubectl", "kustomize", _folder.Of("overlays/staging"));

        Assert.Equal((1, "These are yours to write, see secrets/README.md:\n  overlays/staging/secrets/mail-password\n"), (script.ExitCode, script.StandardError));
        Assert.NotEqual(0, kustomize.ExitCode);
        Assert.Contains("web-host", kustomize.StandardError, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> BuildAsync(string overlay)
    {
        if (!Directory.Exists(_folder.Of("overlays")))
        {
            var published = await Published.FromAsync(Shop.Describe);
            await published.WriteAsync(_folder.Path);
            published.WriteGivenSecrets(_folder);
        }

        await Tools.CreateSecretsAsync(_folder.Path, $"overlays/{overlay}");
        return Manifests.Load(await Tools.KubectlAsync("kustomize", _folder.Of($"overlays/{overlay}")));
    }

    private static string Text(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects, string kind, string name) =>
        KubernetesYaml.Serialize(objects.Single(item => item.Kind == kind && item.Metadata.Name == name));
}
