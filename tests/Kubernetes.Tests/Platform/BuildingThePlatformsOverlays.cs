using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests.Platform;

/// <summary>The platform, built by the real kubectl: what goes to a cluster.</summary>
public sealed class BuildingThePlatformsOverlays : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Overlays => new()
    {
        { "miniature", "staging" }, { "miniature", "production" }, { "verawood", "staging" }, { "verawood", "production" }, { "master", "staging" }, { "redwood", "staging" },
    };

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task EachBuildsAndItsObjectsAreOfTheApiLeadToEachOtherAndObeyEveryPolicy(string release, string overlay) =>
        await CheckAsync(await PlatformModel.PublishAsync(release), overlay);

    [Theory]
    [MemberData(nameof(PlatformModel.Releases), MemberType = typeof(PlatformModel))]
    public async Task SoIsEveryReleaseWithAllThatItHasAndWithItsDataOutside(string release, string parts) =>
        await CheckAsync(await PlatformModel.PublishOneAsync(release, parts), "staging");

    [Theory]
    [InlineData("verawood")]
    [InlineData("miniature")]
    public async Task WithItsDataOutsideNothingKeepsDataAndNobodyCopiesIt(string release)
    {
        var published = await PlatformModel.PublishOneAsync(release, nameof(PlatformModel.Outside));

        Assert.Empty(published.Objects.Workloads.Where(workload => workload.StatefulSet is not null && workload.Name is not "elasticsearch").Select(workload => workload.Name));
        Assert.DoesNotContain(published.Objects.Workloads, workload => workload.Name.EndsWith("-backup", StringComparison.Ordinal));
        Assert.DoesNotContain(published.Document.Parameters.OfType<SecretSpec>(), secret => secret.Generator is not FromPerson && secret.Name is "external-mysql-admin-password" or "external-mongodb-password" or "external-s3-secret-key");
    }

    private async Task CheckAsync(Published published, string overlay)
    {
        var schema = await OpenApiSchema.V133;

        var yaml = await BuildAsync(published, overlay);

        var objects = Manifests.Load(yaml);
        Assert.Empty(OpenApiSchema.Documents(yaml).SelectMany(schema.ProblemsOf));
        Policies.Check(objects, published.Exceptions);
        Assert.All(objects.SelectMany(Pods.Of).SelectMany(References.Of), reference => Assert.Contains(objects, item => (item.Kind, item.Metadata.Name) == reference));
        foreach (var ingress in objects.OfType<V1Ingress>())
        {
            Assert.All(
                ingress.Spec.Rules.SelectMany(rule => rule.Http.Paths),
                path => Assert.Contains(objects.OfType<V1Service>(), service => service.Metadata.Name == path.Backend.Service.Name && service.Spec.Ports.Any(port => port.Port == path.Backend.Service.Port.Number)));
        }
    }

    [Fact]
    public async Task ProductionHasItsDatastoresOutsideAndStagingInside()
    {
        var published = await PlatformModel.PublishAsync("verawood");

        var (staging, production) = (Manifests.Load(await BuildAsync(published, "staging")), Manifests.Load(await BuildAsync(published, "production")));

        Assert.Equal(["meilisearch", "mongodb", "mysql", "redis"], Names<V1StatefulSet>(staging));
        Assert.Equal(["meilisearch"], Names<V1StatefulSet>(production));
        Assert.Equal(["mongodb-backup", "mysql-backup"], Names<V1CronJob>(staging).Where(name => name.EndsWith("-backup", StringComparison.Ordinal)));
        Assert.DoesNotContain(production, item => item.Metadata.Name.Contains("-backup", StringComparison.Ordinal));
        Assert.Equal(
            ["mongodb.example.internal", "mysql.example.internal", "redis.example.internal"],
            production.OfType<V1Service>().Where(service => service.Spec.Type is "ExternalName").Select(service => service.Spec.ExternalName).Order());
    }

    [Fact]
    public async Task NobodyHasARightInTheClusterForMigrationsTellByThemselves()
    {
        var objects = Manifests.Load(await BuildAsync(await PlatformModel.PublishAsync("verawood"), "staging"));

        Assert.DoesNotContain(objects, item => item is V1Role or V1RoleBinding);
        var waits = objects.OfType<V1Deployment>().Single(deployment => deployment.Metadata.Name == "lms").Spec.Template.Spec.InitContainers;
        Assert.Equal(["wait-for-services", "wait-for-cms-migrations", "wait-for-lms-migrations"], waits.Select(container => container.Name));
        Assert.Equal(["./manage.py", "lms", "migrate", "--check"], waits[2].Args);
    }

    [Fact]
    public async Task TheSchedulerIsNeverThereTwice()
    {
        var published = await PlatformModel.PublishAsync("verawood", "services: { beat: true }\n");

        var objects = Manifests.Load(await BuildAsync(published, "production"));

        Assert.Contains("lms-beat", published.Exceptions.Singles);
        Assert.Equal("Recreate", objects.OfType<V1Deployment>().Single(deployment => deployment.Metadata.Name == "lms-beat").Spec.Strategy.Type);
        Policies.Check(objects, published.Exceptions);
    }

    [Fact]
    public async Task WebServersAndWorkersAreScaled()
    {
        var objects = Manifests.Load(await BuildAsync(await PlatformModel.PublishAsync("verawood"), "production"));

        Assert.Equal(
            ["cms 2-8 at 400 %", "cms-worker 1-4 at 500 %", "lms 2-8 at 400 %", "lms-worker 1-4 at 500 %"],
            objects.OfType<V2HorizontalPodAutoscaler>().OrderBy(scaler => scaler.Metadata.Name).Select(scaler =>
                $"{scaler.Metadata.Name} {scaler.Spec.MinReplicas}-{scaler.Spec.MaxReplicas} at {scaler.Spec.Metrics.Single().Resource.Target.AverageUtilization} %"));
    }

    [Fact]
    public async Task WithKedaWorkersFollowTheirQueues()
    {
        var published = await PlatformModel.PublishAsync("verawood", "publish:\n  kubernetes:\n    keda: true\n");

        Assert.Contains(
            "listName: edx.lms.core.high_mem",
            published["base/lms-worker.yaml"],
            StringComparison.Ordinal);
        Assert.Contains("address: redis.courses.svc:6379", published["base/lms-worker.yaml"], StringComparison.Ordinal);
        Assert.Contains("kind: HorizontalPodAutoscaler", published["base/lms.yaml"], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> BuildAsync(Published published, string overlay)
    {
        await published.WriteAsync(_folder.Path);
        published.WriteGivenSecrets(_folder, overlay);
        await Tools.CreateSecretsAsync(_folder.Path, $"overlays/{overlay}");
        return await Tools.KubectlAsync("kustomize", _folder.Of($"overlays/{overlay}"));
    }

    private static IEnumerable<string> Names<T>(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects)
        where T : IKubernetesObject<V1ObjectMeta> => objects.OfType<T>().Select(item => item.Metadata.Name).Order();
}
