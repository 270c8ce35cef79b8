using Devstack.Hosting.Containers.Engine;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

public sealed class InspectingAContainer
{
    [Fact]
    public void TheVolumesThatItWritesAreNamed()
    {
        const string Json = """
            [{
                "Name": "/test-mysql", "Id": "1", "Image": "sha256:1", "State": {"Status": "running", "ExitCode": 0},
                "Config": {"Labels": {"devstack.stack": "test"}}, "NetworkSettings": {"Ports": {}},
                "Mounts": [
                    {"Type": "volume", "Name": "test-mysql-data", "Destination": "/var/lib/mysql", "RW": true},
                    {"Type": "volume", "Name": "test-snapshot", "Destination": "/snapshot", "RW": false},
                    {"Type": "bind", "Source": "/srv", "Destination": "/srv", "RW": true}
                ]
            }]
            """;

        Assert.Equal(["test-mysql-data"], Assert.Single(ContainerInspection.Read(Json)).Volumes);
    }

    [Fact]
    public void AVolumeHasItsLabelsOrNone()
    {
        const string Json = """
            [{"Name": "test-mysql-data", "Labels": {"devstack.stack": "test"}, "Driver": "local"}, {"Name": "other", "Labels": null}]
            """;

        var volumes = VolumeInspection.Read(Json);

        Assert.Equal(["other", "test-mysql-data"], volumes.Keys.Order());
        Assert.Equal("test", volumes["test-mysql-data"]["devstack.stack"]);
        Assert.Empty(volumes["other"]);
    }
}
