using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.Containers.Tests;

public class NamingVolumes
{
    private static readonly StackIdentity Stack = new("devstack-names");
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public void AVolumeThatAnIntegrationNamedIsCalledAfterStackAndResource()
    {
        var lms = _builder.AddContainer("lms", "image");
        lms.WithVolume(VolumeNameGenerator.Generate(lms, "data"), "/data");

        Assert.Equal("devstack-names-lms-data", VolumeOf(lms));
    }

    [Fact]
    public void AVolumeThatContainersShareHasOneName()
    {
        var lms = _builder.AddContainer("lms", "image").WithVolume("openedx-lms-data", "/openedx/data");
        var worker = _builder.AddContainer("lms-worker", "image").WithVolume("openedx-lms-data", "/openedx/data");

        Assert.Equal("devstack-names-openedx-lms-data", VolumeOf(lms));
        Assert.Equal("devstack-names-openedx-lms-data", VolumeOf(worker));
    }

    [Fact]
    public void NamingTwiceChangesNothing()
    {
        var mysql = _builder.AddContainer("mysql", "image").WithVolume("mysql-data", "/var/lib/mysql");

        Assert.Equal(VolumeOf(mysql), VolumeOf(mysql));
    }

    private static string? VolumeOf(IResourceBuilder<ContainerResource> container)
    {
        StackNaming.Apply(container.Resource, Stack);
        return StackNaming.VolumesOf(container.Resource).Single().Source;
    }
}
