using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>A container that runs what others wrote: a profile of the kernel's, another user by sudo, no way out.</summary>
public sealed class ConfiningAContainer
{
    private const string Profile = "profile jail {}\n";

    [Fact]
    public async Task ItRunsUnderItsProfileAndMayBecomeAnotherUser()
    {
        var published = await PublishAsync();

        Assert.Equal(["apparmor=jail"], published.List("sandbox", "security_opt"));
        Assert.Equal(["ALL"], published.List("sandbox", "cap_drop"));
        Assert.Equal(["SETUID"], published.List("sandbox", "cap_add"));
        Assert.Equal(["no-new-privileges:true"], published.List("web", "security_opt"));
    }

    [Fact]
    public async Task ItsProfileIsAFileThatThePageTellsToLoad()
    {
        var published = await PublishAsync();

        Assert.Equal(Profile, published["apparmor/jail"]);
        Assert.Contains("sudo install -m 644 apparmor/jail /etc/apparmor.d/ && sudo apparmor_parser --replace /etc/apparmor.d/jail", published["README.md"], StringComparison.Ordinal);
        Assert.DoesNotContain("apparmor", (await Published.FromAsync(Shop.Describe))["README.md"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItsNetworkHasNoWayOut()
    {
        var published = await PublishAsync();

        Assert.Equal(["sandbox"], published.List("sandbox", "networks"));
        Assert.Contains("sandbox", published.List("web", "networks"));
        Assert.Contains("internal, true", published.Root("networks")["sandbox"].ToString(), StringComparison.Ordinal);
    }

    private static Task<Published> PublishAsync() => Published.FromAsync(builder =>
    {
        var sandbox = builder.AddContainer("sandbox", "some/sandbox", "1").WithUser(5000).WithHttpEndpoint(targetPort: 8550)
            .WithAppArmorProfile("jail", Profile).WithPrivilegeEscalation().WithCapabilities("SETUID").WithAnnotation(new NetworkPurposeAnnotation("sandbox"));
        builder.AddContainer("web", "some/web", "1").ConnectsTo(sandbox.Resource);
    });
}
