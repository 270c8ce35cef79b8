using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Kubernetes.Tests.Platform;
using Devstack.Publishing.Document;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests.Convergence;

/// <summary>However the objects arrive, and whatever is lost meanwhile, a stack comes up, and nothing starts before what it waits for.</summary>
public sealed class ApplyingInAnyOrder
{
    private const int Seeds = 1000;
    private const int FewSeeds = 50; // of releases whose order is that of others
    private const int MostSteps = 20_000;

    [Theory]
    [InlineData("shop")]
    [InlineData("jobs without checks")]
    [InlineData("miniature")]
    [InlineData("verawood")]
    public async Task EverySeedEndsReady(string model)
    {
        RunAll(model is "miniature" or "verawood" ? await PlatformModel.PublishAsync(model) : await Published.FromAsync(builder => Describe(builder, model)), Seeds);
    }

    [Theory]
    [MemberData(nameof(PlatformModel.Releases), MemberType = typeof(PlatformModel))]
    public async Task SoDoesEveryReleaseWithAllThatItHasAndWithItsDataOutside(string release, string parts) =>
        RunAll(await PlatformModel.PublishOneAsync(release, parts), (release, parts) is ("verawood", nameof(PlatformModel.Full)) ? Seeds : FewSeeds);

    private static void RunAll(Published published, int seeds)
    {
        IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects =
        [
            .. published.All,
            .. published.Document.Parameters.OfType<SecretSpec>().Select(SecretOf),
            .. published.Document.Parameters.OfType<SettingSpec>().Any() ? [SettingsOf(published.Document)] : Array.Empty<V1ConfigMap>(),
        ];

        for (var seed = 0; seed < seeds; seed++)
        {
            Run(published, objects, seed);
        }
    }

    [Fact]
    public async Task TheSimulationFindsAMissingEdgeOfTheNetwork()
    {
        var published = await Published.FromAsync(Shop.Describe);
        published.Workload("mysql").NetworkPolicy!.Spec.Ingress = null;
        IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects = [.. published.All, .. published.Document.Parameters.OfType<SecretSpec>().Select(SecretOf), SettingsOf(published.Document)];

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Run(published, objects, 1));
    }

    private static void Run(Published published, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects, int seed)
    {
        var random = new Random(seed);
        var cluster = new Cluster(random, published.Document.Jobs.ToDictionary(job => job.Name, job => (IReadOnlyCollection<string>)job.ConnectsTo));
        var everReady = new HashSet<string>();
        cluster.ContainerStarted += name => StartsInOrder(published, cluster, everReady, name, seed);
        var waiting = new Queue<IKubernetesObject<V1ObjectMeta>>(objects.Concat(objects.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next()));
        var faults = random.Next(8);
        for (var step = 0; step < MostSteps; step++)
        {
            if (waiting.Count > 0 && (random.Next(3) == 0 || !cluster.Pods.Any()))
            {
                cluster.Apply(waiting.Dequeue());
            }
            else
            {
                cluster.Step();
            }

            everReady.UnionWith(cluster.Pods.Where(pod => pod.IsReady).Select(pod => pod.Workload));
            if (faults > 0 && random.Next(40) == 0)
            {
                cluster.Disrupt();
                faults--;
            }

            if (waiting.Count == 0 && faults == 0 && IsUp(published, cluster))
            {
                return;
            }
        }

        var missing = published.Objects.Workloads.Where(workload => !IsUp(workload, cluster)).Select(workload => workload.Name);
        Assert.Fail($"Seed {seed}: these aren't up after {MostSteps} steps: {string.Join(", ", missing)}.");
    }

    private static bool IsUp(Published published, Cluster cluster) => published.Objects.Workloads.All(workload => IsUp(workload, cluster));

    private static bool IsUp(Document.KubernetesWorkload workload, Cluster cluster) =>
        workload.CronJob is not null || (workload.Job is not null ? cluster.Done.Contains(workload.Name) : cluster.IsReady(workload.Name));

    // The order is that of the document: the init containers may not be asked what they were made for.
    private static void StartsInOrder(Published published, Cluster cluster, HashSet<string> everReady, string name, int seed)
    {
        var workload = published.Document.Workloads.Single(candidate => candidate.Name == name);
        foreach (var dependency in workload.DependsOn.Where(dependency => dependency.Condition is not DependencyCondition.Started))
        {
            var isThere = dependency.Condition is DependencyCondition.Completed ? cluster.Done.Contains(dependency.Workload) : everReady.Contains(dependency.Workload);
            Assert.True(isThere, $"Seed {seed}: {name} started before {dependency.Workload} was {dependency.Condition}.");
        }
    }

    private static void Describe(IDistributedApplicationBuilder builder, string model)
    {
        if (model is "shop")
        {
            Shop.Describe(builder);
            return;
        }

        var store = builder.AddContainer("store", "some/store", "1").WithUser(1000).WithEndpoint(targetPort: 5000, name: "tcp").WithVolume("store-data", "/data");
        var first = builder.AddContainer("first", "some/tool", "1").WithUser(1000).WaitFor(store).AsJob(new(["/first"]));
        var second = builder.AddContainer("second", "some/tool", "1").WithUser(1000).WaitFor(store).WaitForCompletion(first).AsJob(new(["/second"]));
        var web = builder.AddContainer("web", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80).WaitFor(store).WaitForCompletion(first).WaitForCompletion(second);
        builder.AddContainer("front", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80).WaitFor(web);
    }

    private static V1Secret SecretOf(SecretSpec secret) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new() { Name = secret.Name },
        Data = new Dictionary<string, byte[]> { ["value"] = [1], ["uri"] = [1] },
    };

    private static V1ConfigMap SettingsOf(DeploymentDocument document) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = new() { Name = "settings" },
        Data = document.Parameters.OfType<SettingSpec>().ToDictionary(setting => setting.Name, _ => "x"),
    };
}
