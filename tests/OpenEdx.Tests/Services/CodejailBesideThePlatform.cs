using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary>Codejail: other people's programs run in it, so most of this is about what it can't do.</summary>
public sealed class CodejailBesideThePlatform
{
    private const string On = "services: {codejail: true}";

    [Theory]
    [InlineData("sumac")]
    [InlineData("teak")]
    [InlineData("ulmo")]
    [InlineData("verawood")]
    public void IsTheImageThatLooksWhetherItsSandboxIsClosed(string release)
    {
        using var run = StackModel.Running($"release: {release}\n{On}");
        using var published = StackModel.Published($"release: {release}\n{On}");

        Assert.All([run, published], stack => Assert.Equal("docker.io/ednxops/codejailservice:21.0.1-v2", stack.ImageOf("codejail")));
        var probe = run["codejail"].Annotations.OfType<ContainerProbeAnnotation>().Single();
        Assert.Equal("/health/", Assert.IsType<HttpProbe>(probe.Action).Path);
    }

    [Fact]
    public async Task RunsUnderItsProfileAlone()
    {
        using var run = StackModel.Running(On);

        var profile = run["codejail"].Annotations.OfType<AppArmorProfileAnnotation>().Single();
        Assert.Equal(["--label", "devstack.code=codejail", "--security-opt", "apparmor=devstack_codejail"], await run.RuntimeArgumentsAsync("codejail"));
        Assert.Contains("profile devstack_codejail ", profile.Text, StringComparison.Ordinal);
        // Where the settings name the sandbox's Python, the profile confines it.
        Assert.Contains($"{Settings(run).Set.Map("CODE_JAIL")["python_bin"]} Cx -> sandbox,", profile.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitsUntilTheKernelKnowsTheProfile()
    {
        using var run = StackModel.Running(On);

        Assert.Equal(["codejail-apparmor"], run["codejail"].Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is ContainerResource).Select(wait => wait.Resource.Name));
        Assert.Equal(
            run["codejail"].Annotations.OfType<AppArmorProfileAnnotation>().Single().Text,
            run["codejail-apparmor"].Annotations.OfType<TextFileAnnotation>().Single(file => file.Path == "/profiles/devstack_codejail").Text());
    }

    [Fact]
    public void HasNothingThatIsPrivilegedWhenItIsPublished()
    {
        using var published = StackModel.Published(On);

        var codejail = published["codejail"];
        Assert.DoesNotContain("codejail-apparmor", published.Containers);
        Assert.Equal(15826504, codejail.Annotations.OfType<RunAsUserAnnotation>().Single().User);
        Assert.Equal(["SETUID", "SETGID", "AUDIT_WRITE", "KILL"], codejail.Annotations.OfType<CapabilitiesAnnotation>().Single().Kept);
        Assert.Equal(15826504, codejail.Annotations.OfType<SecretFileAnnotation>().Single().Owner);
    }

    [Fact]
    public void IsCalledByThePlatformAndByNobodyElse()
    {
        using var published = StackModel.Published($"release: verawood\nprofile: full\n{On}");

        var callers = published.Model.Resources.Where(resource => resource.Annotations.OfType<ConnectsToAnnotation>().Any(edge => edge.Resource.Name == "codejail")).Select(resource => resource.Name);
        Assert.Equal(["cms", "cms-worker", "lms", "lms-worker"], callers.Order(StringComparer.Ordinal));
        Assert.False(published.Platform.Sites.Contains("codejail"));
        Assert.DoesNotContain(published["proxy"].Annotations.OfType<RouteAnnotation>(), route => route.Upstream.Resource.Name == "codejail");
    }

    [Fact]
    public void OpensNoConnectionItself()
    {
        using var published = StackModel.Published(On);

        Assert.Equal("sandbox", published["codejail"].Annotations.OfType<NetworkPurposeAnnotation>().Single().Purpose);
        Assert.Empty(published["codejail"].Annotations.OfType<ConnectsToAnnotation>());
        Assert.DoesNotContain(published["codejail"].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource is ContainerResource);
    }

    [Fact]
    public void RunsThePythonProblemsOfLmsAndStudio()
    {
        using var run = StackModel.Running(On);

        Assert.All(new[] { PlatformVariant.Lms, PlatformVariant.Cms }, variant =>
        {
            var settings = run.Settings(variant);
            Assert.Equal((true, "http://codejail:8550"), (settings.Yaml["ENABLE_CODEJAIL_REST_SERVICE"], settings.Yaml["CODE_JAIL_REST_SERVICE_HOST"]));
            // Nor is it the platform's own Python when the service is turned off while it runs.
            Assert.Equal("nonexistingpythonbinary", settings.Yaml.Map("CODE_JAIL")["python_bin"]);
        });
    }

    // On an engine without AppArmor, and in a namespace that enforces the restricted standard.
    [Fact]
    public async Task NeedsNoProfileWhereItsImageClosesItsSandboxByItself()
    {
        using var run = StackModel.Running($"release: miniature\n{On}");
        using var published = StackModel.Published($"release: miniature\n{On}");

        Assert.DoesNotContain("codejail-apparmor", run.Containers);
        Assert.DoesNotContain("--security-opt", await run.RuntimeArgumentsAsync("codejail"));
        Assert.All([run, published], stack =>
        {
            Assert.Empty(stack["codejail"].Annotations.OfType<AppArmorProfileAnnotation>());
            Assert.Equal("sandbox", stack["codejail"].Annotations.OfType<NetworkPurposeAnnotation>().Single().Purpose);
        });
        Assert.Empty(published["codejail"].Annotations.OfType<CapabilitiesAnnotation>().Single().Kept);
        Assert.Equal(15826504, published["codejail"].Annotations.OfType<RunAsUserAnnotation>().Single().User);
    }

    // The LMS gives up later than the service does, so that what the learner is told is what happened.
    [Fact]
    public void IsWaitedForAsLongAsAProgramMayTake()
    {
        using var run = StackModel.Running(On);

        var real = Convert.ToInt32(Settings(run).Set.Map("CODE_JAIL").Map("limits")["REALTIME"], null);
        Assert.All(new[] { PlatformVariant.Lms, PlatformVariant.Cms }, variant =>
            Assert.True(Convert.ToInt32(run.Settings(variant).Yaml["CODE_JAIL_REST_SERVICE_READ_TIMEOUT"], null) > real));
    }

    [Theory]
    [InlineData("external: {codejail: {url: 'http://codejail.example.org:8550'}}")]
    [InlineData("profile: full\nexternal: {codejail: {url: 'http://codejail.example.org:8550'}}")]
    public void MayBeSomewhereElse(string yaml)
    {
        using var run = StackModel.Running(yaml);

        Assert.DoesNotContain(run.Containers, name => name.StartsWith("codejail", StringComparison.Ordinal));
        Assert.All(new[] { PlatformVariant.Lms, PlatformVariant.Cms }, variant => Assert.Equal(
            "http://codejail.example.org:8550", run.Settings(variant).Yaml["CODE_JAIL_REST_SERVICE_HOST"]));
    }

    [Fact]
    public void GivesWhatAnAuthorNeedsMoreOf()
    {
        using var run = StackModel.Running($"{On}\nsettings: {{codejail: {{CODE_JAIL: {{limits: {{REALTIME: 30}}}}}}}}");

        Assert.Equal(30L, Convert.ToInt64(Settings(run).Merge.Map("CODE_JAIL").Map("limits")["REALTIME"], null));
        Assert.Equal(15, Settings(run).Set.Map("CODE_JAIL").Map("limits")["NPROC"]);
    }

    [Fact]
    public async Task ServesACheckoutOfItsCodeAsItIsServedInItsImage()
    {
        using var run = StackModel.Running($"{On}\ncheckouts: [codejail-service]", ("codejail-service/manage.py", ""), ("codejail-service/codejail_service/__init__.py", ""));

        Assert.Contains(run["codejail"].Annotations.OfType<ContainerMountAnnotation>(), mount => mount is { Type: ContainerMountType.BindMount, Target: "/app" });
        Assert.Equal(["manage.py", "runserver", "0.0.0.0:8550"], await run.ArgumentsAsync("codejail"));
    }

    private static ServiceSettings Settings(StackModel stack) => OpenEdxServiceSettings.Of((OpenEdxServiceResource)stack["codejail"], stack.IsRunning);
}
