using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Kubernetes.Tests.Platform;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>What the NetworkPolicies let through beside the edges of the graph.</summary>
public sealed class LettingThrough
{
    [Fact]
    public async Task NamesAreAskedOfTheClustersServerAndOfTheNodesCaches()
    {
        var published = await Published.FromAsync(Shop.Describe);

        Assert.Equal(["kube-system, k8s-app=kube-dns or 169.254.20.10/32: 53 UDP, 53 TCP"], NetworkRules.OfEgress(published.Shared<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == "default")));
    }

    [Fact]
    public async Task WhoKnowsAPublicNameReachesTheProxiesByIt()
    {
        var published = await Published.FromAsync(
            builder =>
            {
                Shop.Describe(builder);
                builder.AddContainer("caller", "some/web", "1").WithUser(1000).WithArgs("--shop", "https://shop.example.com/");
                builder.AddContainer("stranger", "some/web", "1").WithUser(1000).WithArgs("--other", "https://other.example.com/");
            },
            options => options.Routing.ProxyNamespace = "gateways");

        Assert.Equal(["caller", "migrate", "web"], Callers(published, "gateways"));
    }

    [Fact]
    public async Task LmsAndTheServicesBesideItReachEachOtherByTheirPublicNames()
    {
        var callers = Callers(await PlatformModel.PublishAsync("verawood", "profile: full\n"), "ingress-nginx").ToHashSet();

        Assert.Superset(new HashSet<string> { "lms", "lms-worker", "cms", "discovery", "credentials" }, callers);
        Assert.DoesNotContain(callers, name => name is "mysql" or "mongodb" or "redis" or "elasticsearch" or "codejail");
    }

    private static IEnumerable<string> Callers(Published published, string proxies) => published.Objects.Workloads
        .Where(workload => NetworkRules.OfEgress(workload.NetworkPolicy!).Contains(proxies))
        .Select(workload => workload.Name)
        .Order(StringComparer.Ordinal);
}
