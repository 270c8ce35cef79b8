using Xunit;

namespace Devstack.Kubernetes.Tests;

public sealed class CheckingAgainstTheSchema
{
    [Theory]
    [InlineData(false, "HorizontalPodAutoscaler Ingress")]
    [InlineData(true, "ExternalSecret Gateway HorizontalPodAutoscaler HTTPRoute ScaledObject TriggerAuthentication")]
    public async Task EveryFieldIsOneOfTheApiAndNoneThatItNeedsIsMissing(bool hasOperators, string kinds)
    {
        var schema = await OpenApiSchema.V133;
        var published = await Published.FromAsync(Shop.Describe, options =>
        {
            options.HasKeda = hasOperators;
            options.Routing.Kind = hasOperators ? RoutingKind.Gateway : RoutingKind.Ingress;
            options.Secrets = hasOperators ? SecretSource.ExternalSecrets : SecretSource.Files;
        });
        var checkedKinds = new SortedSet<string>(StringComparer.Ordinal);

        foreach (var file in Objects(published))
        {
            foreach (var item in OpenApiSchema.Documents(published[file]))
            {
                checkedKinds.Add(item["kind"].ToString());
                Assert.True(schema.ProblemsOf(item) is [], $"{file}:\n{string.Join('\n', schema.ProblemsOf(item))}");
            }
        }

        Assert.Equal(
            ((string[])
            [
                "ConfigMap", "CronJob", "Deployment", "Job", "Namespace", "NetworkPolicy",
                "PersistentVolumeClaim", "PodDisruptionBudget", "Service", "ServiceAccount", "StatefulSet", .. kinds.Split(' '),
            ]).Order(StringComparer.Ordinal),
            checkedKinds);
    }

    [Fact]
    public async Task TheClientsTypesKnowEveryFieldAndGiveTheSameTextAgain()
    {
        var published = await Published.FromAsync(Shop.Describe);

        foreach (var file in Objects(published))
        {
            var text = published[file][(published[file].IndexOf('\n', StringComparison.Ordinal) + 1)..];
            Assert.Equal(text, Files.KubernetesOutput.Yaml(Manifests.Load(text)));
        }
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  port: 1\n", "Service.spec.port: io.k8s.api.core.v1.ServiceSpec has no such field")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  ports:\n  - name: a\n", "Service.spec.ports[0].port: io.k8s.api.core.v1.ServicePort needs it")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: 1\n", "ConfigMap.data[a]: '1' is no string")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  replicas: \"1\"\n  selector: {}\n  template: {}\n", "Deployment.spec.replicas: '1' is no number")]
    [InlineData("apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: a\nspec:\n  rules:\n  - backendRefs:\n    - name: a\n      port: \"80\"\n", "HTTPRoute.spec.rules[0].backendRefs[0].port: '80' is no number")]
    [InlineData("apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: a\nspec:\n  rules:\n  - matches:\n    - path:\n        type: Prefix\n", "HTTPRoute.spec.rules[0].matches[0].path.type: 'Prefix' is no \"Exact\" | \"PathPrefix\" | \"RegularExpression\"")]
    [InlineData("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: a\n  label: b\nspec:\n  triggers: []\n  minReplicas: 1\n  scaleTargetRef:\n    name: a\n", "ScaledObject.metadata.label: io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta has no such field; ScaledObject.spec.minReplicas: no such field")]
    [InlineData("apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: a\nspec:\n  data:\n  - secretKey: a\n", "ExternalSecret.spec.data[0].remoteRef: needed")]
    [InlineData("apiVersion: external-secrets.io/v1\nkind: ExternalSecrets\n", "external-secrets.io/v1 ExternalSecrets: no such kind")]
    [InlineData("apiVersion: apps/v2\nkind: Deployment\n", "apps/v2 Deployment: no such kind")]
    public async Task WhatTheApiServerWouldRefuseIsFound(string yaml, string problem)
    {
        var schema = await OpenApiSchema.V133;

        Assert.Equal(problem.Split("; "), schema.ProblemsOf(OpenApiSchema.Documents(yaml).Single()));
    }

    [Fact]
    public async Task AHashThatIsTooGreatForANumberIsText()
    {
        var schema = await OpenApiSchema.V133;

        Assert.Empty(schema.ProblemsOf(OpenApiSchema.Documents("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: 9e99999\n").Single()));
    }

    private static IEnumerable<string> Objects(Published published) => published.Files
        .Select(file => file.Path)
        .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith("kustomization.yaml", StringComparison.Ordinal));
}
