using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Reading;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>A pod that runs what others wrote: a profile of the node's, another user by sudo, no way out.</summary>
public sealed class ConfiningAPod
{
    private const string Profile = "profile jail {}\n";

    [Fact]
    public async Task ItRunsUnderItsProfileAndMayBecomeAnotherUser()
    {
        var published = await PublishAsync("SETUID");

        var pod = published.Workload("sandbox").Pod.Spec;
        Assert.Equal(("Localhost", "jail"), (pod.SecurityContext.AppArmorProfile.Type, pod.SecurityContext.AppArmorProfile.LocalhostProfile));
        var container = pod.Containers.Single().SecurityContext;
        Assert.True(container.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], container.Capabilities.Drop);
        Assert.Equal(["SETUID"], container.Capabilities.Add);
        Assert.False(published.Workload("web").Container.SecurityContext.AllowPrivilegeEscalation);
    }

    [Fact]
    public async Task ItsNamespaceEnforcesTheBaselineAndWarnsOfWhatIsNotRestricted()
    {
        var labels = (await PublishAsync("SETUID")).Shared<V1Namespace>().Single().Metadata.Labels;

        Assert.Equal(("baseline", "restricted", "restricted"), (labels["pod-security.kubernetes.io/enforce"], labels["pod-security.kubernetes.io/warn"], labels["pod-security.kubernetes.io/audit"]));
        var others = (await Published.FromAsync(Shop.Describe)).Shared<V1Namespace>().Single().Metadata.Labels;
        Assert.Equal("restricted", others["pod-security.kubernetes.io/enforce"]);
    }

    [Fact]
    public async Task WhatNoStandardAllowsIsRefused()
    {
        var error = await Assert.ThrowsAsync<PublishException>(() => PublishAsync("SYS_ADMIN"));

        Assert.Contains("needs the capability SYS_ADMIN, which the baseline Pod Security Standard doesn't allow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItOpensNoConnection()
    {
        var published = await PublishAsync("SETUID");

        Assert.Null(published.Workload("sandbox").NetworkPolicy!.Spec.Egress);
        Assert.Single(published.Workload("sandbox").NetworkPolicy!.Spec.Ingress);
    }

    [Fact]
    public async Task ItsProfileIsAFileThatThePageTellsToLoadOnEachNode()
    {
        var published = await PublishAsync("SETUID");

        Assert.Equal(Profile, published["apparmor/jail"]);
        Assert.Contains("On each node that may run sandbox,", published["README.md"], StringComparison.Ordinal);
        Assert.Contains("apparmor_parser --replace /etc/apparmor.d/jail", published["README.md"], StringComparison.Ordinal);
    }

    private static Task<Published> PublishAsync(string capability) => Published.FromAsync(builder =>
    {
        var sandbox = builder.AddContainer("sandbox", "some/sandbox", "1").WithUser(5000).WithHttpEndpoint(targetPort: 8550)
            .WithAppArmorProfile("jail", Profile).WithPrivilegeEscalation().WithCapabilities(capability).WithAnnotation(new NetworkPurposeAnnotation("sandbox"));
        builder.AddContainer("web", "some/web", "1").WithUser(1000).ConnectsTo(sandbox.Resource);
    });
}
