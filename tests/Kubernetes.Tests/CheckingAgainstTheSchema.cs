using Xunit;

namespace Devstack.Kubernetes.Tests;

public sealed class CheckingAgainstTheSchema
{
    [Fact]
    public async Task EveryFieldIsOneOfTheApiAndNoneThatItNeedsIsMissing()
    {
        var schema = await OpenApiSchema.V133;
        var published = await Published.FromAsync(Shop.Describe);
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
            [
                "ConfigMap", "CronJob", "Deployment", "HorizontalPodAutoscaler", "Ingress", "Job", "Namespace", "NetworkPolicy",
                "PersistentVolumeClaim", "PodDisruptionBudget", "Service", "ServiceAccount", "StatefulSet",
            ],
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
    [InlineData("apiVersion: apps/v2\nkind: Deployment\n", "apps/v2 Deployment: no such kind")]
    public async Task WhatTheApiServerWouldRefuseIsFound(string yaml, string problem)
    {
        var schema = await OpenApiSchema.V133;

        Assert.Equal([problem], schema.ProblemsOf(OpenApiSchema.Documents(yaml).Single()));
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
