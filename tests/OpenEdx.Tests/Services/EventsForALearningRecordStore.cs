using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

public sealed class EventsForALearningRecordStore
{
    private const string Store = "external: {lrs: {url: 'https://lrs.example.org/xapi/', user: key}}";

    // Names of event_routing_backends/settings/common.py, v9.3.
    private static readonly string[] Names =
    [
        "XAPI_EVENTS_ENABLED", "CALIPER_EVENTS_ENABLED", "XAPI_EVENT_LOGGING_ENABLED", "CALIPER_EVENT_LOGGING_ENABLED",
        "EVENT_ROUTING_BACKEND_COUNTDOWN", "EVENT_ROUTING_BACKEND_MAX_RETRIES", "EVENT_ROUTING_BACKEND_BATCHING_ENABLED", "EVENT_ROUTING_BACKEND_BATCH_SIZE", "EVENT_ROUTING_BACKEND_BATCH_INTERVAL",
    ];

    [Theory]
    [InlineData("sumac")]
    [InlineData("verawood")]
    public void AreRoutedByLmsAndStudio(string release)
    {
        using var run = StackModel.Running($"release: {release}\n{Store}");
        using var published = StackModel.Published($"release: {release}\n{Store}");

        foreach (var stack in new[] { run, published })
        {
            Assert.All(new[] { PlatformVariant.Lms, PlatformVariant.Cms }, variant => Assert.Empty(Names.Except(stack.Settings(variant).Set.Select(setting => setting.Key))));
            Assert.Equal((true, false), (stack.Settings(PlatformVariant.Lms).Set["XAPI_EVENTS_ENABLED"], stack.Settings(PlatformVariant.Lms).Set["CALIPER_EVENTS_ENABLED"]));
        }
    }

    [Fact]
    public void ComeFromAPackageThatIsPutIntoTheImage()
    {
        using var published = StackModel.Published($"{Store}\npipRequirements: [my-xblock==1.2]");

        var image = Assert.IsType<BuiltImage>(published["lms"].Annotations.OfType<ImageSourceAnnotation>().Single().Image.Source);
        Assert.Equal("my-xblock==1.2\nedx-event-routing-backends>=9.3.0,<9.4", image.Arguments["PIP_REQUIREMENTS"]);
    }

    [Theory]
    [InlineData("user: key", "\"xAPI\", \"key\"", "the password of external.lrs.user")]
    [InlineData("format: caliper", "\"Caliper\", None", "its token")]
    public async Task GoThereWithASecretThatIsAFile(string more, string expected, string purpose)
    {
        using var run = StackModel.Running($"external: {{lrs: {{url: 'https://lrs.example.org/xapi/', {more}}}}}");

        var call = (await run.ArgumentsAsync("event-routing"))[^1];
        Assert.Contains($"route_events(\"https://lrs.example.org/xapi/\", {expected}, \"/run/secrets/external-lrs-password\")", call, StringComparison.Ordinal);
        var file = run["event-routing"].Annotations.OfType<SecretFileAnnotation>().Single(file => file.Secret.Name == "external-lrs-password");
        Assert.Null(file.Secret.Default);
        Assert.Contains(purpose, file.Secret.Annotations.OfType<SecretAnnotation>().Single().Purpose, StringComparison.Ordinal);
        Assert.Contains("lms-migrations", run["event-routing"].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));
    }

    [Fact]
    public void GoNowhereWithoutOne()
    {
        using var run = StackModel.Running("release: verawood\nprofile: full");

        Assert.DoesNotContain("event-routing", run.Containers);
        Assert.Empty(Names.Intersect(run.Settings(PlatformVariant.Lms).Set.Select(setting => setting.Key)));
    }

    [Fact]
    public void NeedNoPackageWhereTheImageHasIt()
    {
        using var run = StackModel.Running($"release: miniature\n{Store}");
        using var published = StackModel.Published($"release: miniature\n{Store}");

        var image = Assert.IsType<BuiltImage>(published["lms"].Annotations.OfType<ImageSourceAnnotation>().Single().Image.Source);
        Assert.False(image.Arguments.ContainsKey("PIP_REQUIREMENTS"));
        Assert.Contains("event-routing", run.Containers);
    }

    // A batch goes with the next event after its time, which in a devstack may never come.
    [Fact]
    public void GoAtOnceInADevstack()
    {
        using var run = StackModel.Running(Store);
        using var published = StackModel.Published(Store);

        Assert.Equal(
            (false, true),
            (run.Settings(PlatformVariant.Lms).Set["EVENT_ROUTING_BACKEND_BATCHING_ENABLED"], published.Settings(PlatformVariant.Lms).Set["EVENT_ROUTING_BACKEND_BATCHING_ENABLED"]));
    }
}
