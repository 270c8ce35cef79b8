using Aspire.Hosting;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Kubernetes.Tests.Platform;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>The last word of an AppHost, and what an option of the target makes another of.</summary>
public sealed class ChangingWhatComesOut : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ACallbackHasTheLastWordOnTypedObjects()
    {
        var published = await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80)
            .PublishAsKubernetes(objects =>
            {
                objects.Deployment!.Spec.MinReadySeconds = 10;
                objects.Service!.Spec.Type = "LoadBalancer";
                objects.Others.Add(new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new() { Name = "mine" } });
                objects.DisruptionBudget = null;
            }));

        var objects = Manifests.Load(published["base/web.yaml"]);
        Assert.Equal(10, objects.OfType<V1Deployment>().Single().Spec.MinReadySeconds);
        Assert.Equal("LoadBalancer", objects.OfType<V1Service>().Single().Spec.Type);
        Assert.Contains(objects, item => item is V1ConfigMap { Metadata.Name: "mine" });
        Assert.DoesNotContain(objects, item => item is V1PodDisruptionBudget);
    }

    [Fact]
    public async Task APlatformBehindAGatewayWithKedaAndSecretsFromAStoreBuilds()
    {
        var published = await PlatformModel.PublishAsync("verawood", "publish: { kubernetes: { routing: gateway, routingClass: envoy, keda: true, secrets: externalSecrets } }\n");
        await published.WriteAsync(_folder.Path);

        foreach (var (overlay, space) in new[] { ("staging", "courses-staging"), ("production", "courses") })
        {
            var yaml = await Tools.KubectlAsync("kustomize", _folder.Of($"overlays/{overlay}"));

            Assert.All(["kind: Gateway\n", "kind: HTTPRoute\n", "kind: ScaledObject\n", "kind: TriggerAuthentication\n", "kind: ExternalSecret\n", $"redis.{space}.svc:6379"], part => Assert.Contains(part, yaml, StringComparison.Ordinal));
            var schema = await OpenApiSchema.V133;
            Assert.Empty(OpenApiSchema.Documents(yaml).SelectMany(schema.ProblemsOf));
            Assert.DoesNotContain("kind: Secret\n", yaml, StringComparison.Ordinal);
            Assert.DoesNotContain("kind: Ingress\n", yaml, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SealedSecretsAreSealedForTheOverlaysNamespaceAndMayBeCommitted()
    {
        await (await Published.FromAsync(Shop.Describe, options => options.Secrets = SecretSource.SealedSecrets)).WriteAsync(_folder.Path);
        // What kubeseal gets, in the place of what it makes of it; the value is gone.
        _folder.Write("bin/kubeseal", """
            #!/bin/sh
            awk '/^data:/ { print "spec:\n  encryptedData:"; next } /creationTimestamp/ { next } /^  (value|uri): [A-Za-z0-9+\/=]+$/ { print "    " $1 " sealed"; next }
                { sub(/^kind: Secret/, "kind: SealedSecret"); sub(/^apiVersion: v1/, "apiVersion: bitnami.com/v1alpha1"); print }'

            """);
        File.SetUnixFileMode(_folder.Of("bin/kubeseal"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var script = await Cli.Wrap("sh").WithArguments(["secrets/create.sh", "overlays/staging"]).WithWorkingDirectory(_folder.Path)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["PATH"] = $"{_folder.Of("bin")}:{await Tools.FolderOfAsync("kubectl")}:{Environment.GetEnvironmentVariable("PATH")}" })
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, script.StandardError);
        var yaml = await Tools.KubectlAsync("kustomize", _folder.Of("overlays/staging"));

        Assert.Contains("kind: SealedSecret\n", yaml, StringComparison.Ordinal);
        var schema = await OpenApiSchema.V133;
        Assert.Empty(OpenApiSchema.Documents(yaml).SelectMany(schema.ProblemsOf));
        Assert.DoesNotContain("kind: Secret\n", yaml, StringComparison.Ordinal);
        Assert.Contains("namespace: shop-staging", await File.ReadAllTextAsync(_folder.Of("overlays/staging/sealed/mysql-password.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("devstack.secrets: ", yaml, StringComparison.Ordinal); // another secret is another pod, also here
        Assert.Equal("/overlays/*/secrets/\n", published(".gitignore"));

        string published(string path) => File.ReadAllLines(_folder.Of(path))[^1] + "\n";
    }

    public void Dispose() => _folder.Dispose();
}
