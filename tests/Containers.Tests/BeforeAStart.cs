using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

public sealed class BeforeAStart
{
    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData("""{"DockerRootDir": "/nowhere", "SecurityOptions": ["name=apparmor","name=seccomp,profile=builtin"]}""", true)]
    [InlineData("""{"DockerRootDir": "/nowhere", "SecurityOptions": ["name=seccomp,profile=builtin"]}""", false)]
    [InlineData("""{"DockerRootDir": "/nowhere", "SecurityOptions": null}""", false)]
    [InlineData("""{"host": {"security": {"apparmorEnabled": true}}, "store": {"graphRoot": "/nowhere"}}""", true)]
    [InlineData("""{"host": {"security": {"apparmorEnabled": false}}, "store": {"graphRoot": "/nowhere"}}""", false)]
    public async Task AnEngineWithoutAppArmorIsNamedToWhoNeedsIt(string description, bool isFine)
    {
        _engine.Description = EngineDescription.Read(description);

        var problem = await Record.ExceptionAsync(() => CheckAsync(Container("sandbox", new AppArmorProfileAnnotation("sandboxed", "profile sandboxed {}"))));

        Assert.Equal(isFine, problem is null);
        Assert.True(isFine || problem is PreflightException { Problems: [var line] } && line.StartsWith("'sandbox' runs under an AppArmor profile", StringComparison.Ordinal) && line.Contains("services: {sandbox: false}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnEngineWithoutAppArmorIsGoodEnoughForTheOthers() => await CheckAsync(Container("web"));

    private Task CheckAsync(params IResource[] resources) => new Preflight(_engine).CheckAsync(new(resources), TestContext.Current.CancellationToken);

    private static ContainerResource Container(string name, params IResourceAnnotation[] annotations)
    {
        var container = new ContainerResource(name);
        foreach (var annotation in annotations)
        {
            container.Annotations.Add(annotation);
        }

        return container;
    }
}
