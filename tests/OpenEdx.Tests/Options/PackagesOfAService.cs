using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Development.Debuggers;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary><c>servicePackages</c>: Python packages that one service beside LMS and Studio runs.</summary>
public sealed class PackagesOfAService
{
    private const string Yaml = "release: miniature\nservices: {notes: true, xqueue: true}\nsettings: {xqueue: {XQUEUES: {openedx: \"http://grader\"}}}\nservicePackages: {notes: [client], xqueue: [client]}";

    private static readonly (string Name, string Text)[] Files = [("client/pyproject.toml", ""), ("client/src/client/__init__.py", "")];

    [Theory]
    [InlineData("notes", "notes-packages")]
    [InlineData("notes-migrations", "notes-packages")]
    [InlineData("xqueue-consumer", "xqueue-packages")]
    public async Task AreInItsContainersAndInNoOther(string container, string volume)
    {
        using var run = StackModel.Running(Yaml, Files);

        Assert.Contains(Mounts(run, container), mount => mount is { Type: ContainerMountType.BindMount, Target: "/openedx/checkouts/client" });
        Assert.Contains(Mounts(run, container), mount => mount is { Type: ContainerMountType.Volume, Target: "/openedx/packages" } && mount.Source!.EndsWith($"-{volume}", StringComparison.Ordinal));
        Assert.Equal("/openedx/devstack:/openedx/packages:/openedx/checkouts/client/src", (await run.EnvironmentAsync(container))["PYTHONPATH"]);
        Assert.DoesNotContain(Mounts(run, "lms"), mount => mount.Target.StartsWith("/openedx/checkouts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreDescribedBeforeTheMigrations()
    {
        using var run = StackModel.Running(Yaml, Files);

        Assert.Equal(["python", "-m", "devstack_checkouts", "/openedx/packages", "/openedx/checkouts/client"], run["notes-packages"].Annotations.OfType<JobAnnotation>().Single().Command);
        Assert.Contains(run["notes-migrations"].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == "notes-packages" && wait.WaitType is WaitType.WaitForCompletion);
        Assert.Contains("--directory=/openedx/checkouts/client/src", await run.ArgumentsAsync("xqueue-consumer"));
        Assert.Contains(DebuggerPorts.Of(run.Platform.Options).Single(target => target.Name == "Notes").Mappings, mapping => mapping.Remote == "/openedx/checkouts/client");
    }

    [Fact]
    public void AreInNothingThatIsPublished()
    {
        using var published = StackModel.Published(Yaml, Files);

        Assert.DoesNotContain("notes-packages", published.Containers);
        Assert.DoesNotContain(Mounts(published, "notes"), mount => mount.Target == "/openedx/packages");
    }

    [Fact]
    public async Task AServiceIsSeenAndWaitsForADebuggerAsLmsAndStudioDo()
    {
        using var run = StackModel.Running(Yaml + "\nwaitForDebugger: [notes, xqueue-consumer]", Files);

        foreach (var (container, port) in new[] { ("notes", 5682), ("xqueue-consumer", 5687) })
        {
            var environment = await run.EnvironmentAsync(container);
            Assert.Equal((container, "1"), (environment["OTEL_SERVICE_NAME"], environment["DEVSTACK_DEBUGGER_WAIT"]));
            Assert.DoesNotContain(StackModel.TelemetryKey, environment.Values);
            Assert.Equal(port, run[container].Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "debugger").Port);
        }

        Assert.StartsWith("devstack/notes-telemetry:", run.ImageOf("notes"), StringComparison.Ordinal);
        Assert.False((await run.EnvironmentAsync("xqueue")).ContainsKey("DEVSTACK_DEBUGGER_WAIT"));
    }

    [Fact]
    public void AnyServiceWithADebuggersPortCanWait()
    {
        var names = ServiceCode.All.SelectMany(service => service.Processes.Select(process => process.Name).Prepend(service.Name)).ToList();

        using var run = StackModel.Running($"waitForDebugger: [lms, cms-worker, {string.Join(", ", names)}]");

        Assert.Equal(names, run.Platform.Options.WaitForDebugger.Skip(2));
    }

    [Fact]
    public async Task EcommercesWorkerAndBeatAreSeen()
    {
        using var run = StackModel.Running("release: sumac\nservices: {ecommerce: true, discovery: true, beat: true}");

        Assert.Equal("ecommerce-worker", (await run.EnvironmentAsync("ecommerce-worker"))["OTEL_SERVICE_NAME"]);
        Assert.Contains("devstack_worker", await run.ArgumentsAsync("ecommerce-worker"));
        Assert.Equal(5688, run["ecommerce-worker"].Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "debugger").Port);
        Assert.Equal("lms-beat", (await run.EnvironmentAsync("lms-beat"))["OTEL_SERVICE_NAME"]);
    }

    private static IEnumerable<ContainerMountAnnotation> Mounts(StackModel stack, string container) => stack[container].Annotations.OfType<ContainerMountAnnotation>();
}
