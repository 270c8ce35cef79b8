using System.Text;
using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Jobs;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>What has to be true of every object, whatever the model.</summary>
public sealed class PoliciesOfAllObjects
{
    public static TheoryData<string> Models => ["shop", "shop behind a gateway", "shop with KEDA and external secrets", "shop with certificates of its own", "waiting without a check"];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task EveryPolicyHolds(string model)
    {
        var published = await PublishAsync(model);

        Policies.Check([.. published.All], published.Exceptions);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task NoFileHasTheValueOfASecret(string model)
    {
        const string Marker = "KnownSecretValue123";
        var published = await PublishAsync(model, builder =>
        {
            foreach (var secret in new[] { "mysql-password", "cache-password", "signing-key" })
            {
                builder.Configuration[$"Parameters:{secret}"] = Marker;
            }
        });

        Assert.All(published.Files, file => Assert.DoesNotContain(Marker, Encoding.UTF8.GetString(file.Content.Span), StringComparison.Ordinal));
        Assert.DoesNotContain(published.All, item => item is V1Secret);
    }

    [Fact]
    public async Task OnlyWhoWaitsForAJobWithoutACheckMayReadThisOneJobAndOnlyItsInitContainerHasTheToken()
    {
        var published = await PublishAsync("waiting without a check");

        Assert.DoesNotContain((await PublishAsync("shop")).All, item => item is V1Role or V1RoleBinding);
        var role = published.All.OfType<V1Role>().Single();
        Assert.Equal("web", role.Metadata.Name);
        Assert.Equal([published.Workload("prepare").Job!.Metadata.Name], role.Rules.Single().ResourceNames);
        Assert.Equal(["get", "list", "watch"], role.Rules.Single().Verbs);
        var pod = published.Workload("web").Pod.Spec;
        Assert.Equal("job-reader-token", pod.InitContainers.Single().VolumeMounts.Single().Name);
        Assert.Null(pod.Containers.Single().VolumeMounts);
    }

    [Theory]
    [InlineData("shop", "ingress-nginx")]
    [InlineData("shop behind a gateway", "gateways")]
    [InlineData("shop with certificates of its own", null)]
    [InlineData("waiting without a check", null)] // nobody routes to it
    public async Task CertManagersSolverIsReachedByTheProxiesWhereItIsAskedForCertificates(string model, string? proxies)
    {
        var published = await PublishAsync(model);

        Assert.Equal(proxies, published.Shared<V1NetworkPolicy>().SingleOrDefault(policy => policy.Metadata.Name == "acme-solver")?
            .Spec.Ingress.Single().FromProperty.Single().NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]);
    }

    private static Task<Published> PublishAsync(string model, Action<IDistributedApplicationBuilder>? before = null) => Published.FromAsync(
        builder =>
        {
            before?.Invoke(builder);
            if (model is "waiting without a check")
            {
                var job = builder.AddContainer("prepare", "some/tool", "1").WithUser(1000).AsJob(new(["/prepare"]));
                builder.AddContainer("web", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80).WaitForCompletion(job);
            }
            else
            {
                Shop.Describe(builder);
            }
        },
        options =>
        {
            options.Routing.Kind = model is "shop behind a gateway" ? RoutingKind.Gateway : RoutingKind.Ingress;
            options.Routing.ProxyNamespace = model is "shop behind a gateway" ? "gateways" : "ingress-nginx";
            options.Routing.ClusterIssuer = model is "shop with certificates of its own" ? "" : "letsencrypt";
            options.HasKeda = model is "shop with KEDA and external secrets";
            options.Secrets = model is "shop with KEDA and external secrets" ? SecretSource.ExternalSecrets : SecretSource.Files;
        });
}
