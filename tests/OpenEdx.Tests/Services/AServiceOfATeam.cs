using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary>A service that no release has, as docs/services.md adds it.</summary>
public sealed class AServiceOfATeam
{
    // Where docs/services.md has an example; a test compares it with this one.
    internal static void Add(IResourceBuilder<OpenEdxResource> openedx)
    {
        openedx.AddOpenEdxService("mentoring", new OpenEdxService
        {
            Image = ImageSource.Pull("registry.example.org/team/mentoring:1.4"),
            Title = "Mentoring",
            CodeFolder = "/app/mentoring",
            SettingsModule = "mentoring.settings.production",
            DevelopmentPort = 8300,
            UsesRedis = true,
            Calls = ["lms"],
            Applications = [new("mentoring-sso", OAuthGrant.AuthorizationCode), new("mentoring", OAuthGrant.ClientCredentials)],
            Settings = [(context, settings) => settings.Set["SOCIAL_AUTH_EDX_OAUTH2_KEY"] = "mentoring-sso"],
            PlatformSettings = [(context, settings) => settings.Yaml["MENTORING_URL"] = context.Platform.Sites["mentoring"].Url],
        });
    }

    [Fact]
    public void IsTheExampleOfTheDocumentation()
    {
        var (page, test) = (Lines("docs/services.md"), Lines("tests/OpenEdx.Tests/Services/AServiceOfATeam.cs"));

        var example = page.SkipWhile(line => !line.StartsWith("openedx.AddOpenEdxService(", StringComparison.Ordinal)).TakeWhile(line => line != "```").ToList();
        Assert.Equal(example, test.SkipWhile(line => !line.StartsWith("openedx.AddOpenEdxService(", StringComparison.Ordinal)).Take(example.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HasWhatTheReleasesServicesHave(bool isPublished)
    {
        using var stack = StackModel.With(Add, isPublished, "release: verawood");

        Assert.Subset(stack.Containers.ToHashSet(), new HashSet<string>(["mentoring", "mentoring-database", "mentoring-migrations", "mentoring-oauth"]));
        Assert.Equal(["mysql", "redis"], stack["mentoring"].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).Where(name => name is "mysql" or "redis" or "mongodb").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("mentoring.settings.production", (await stack.EnvironmentAsync("mentoring"))["DEVSTACK_SETTINGS_BASE"]);
        Assert.StartsWith(isPublished ? "https://mentoring.openedx.example.org" : "http://mentoring.openedx.example.org:8300", (string)stack.Settings(PlatformVariant.Lms).Yaml["MENTORING_URL"]!, StringComparison.Ordinal);
        Assert.Contains("\"mentoring-sso\", \"authorization-code\"", string.Join(' ', await stack.ArgumentsAsync("mentoring-oauth")).Replace(",\"", ", \"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(isPublished, stack["proxy"].Annotations.OfType<Devstack.Hosting.Containers.Deployment.RouteAnnotation>().Any(route => route.Upstream.Resource.Name == "mentoring"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IsKnownByItsNameInTheConfiguration(bool isPublished)
    {
        using var stack = StackModel.With(
            Add,
            isPublished,
            "release: verawood\nregistry: mirror.example.org\nhosts: {mentoring: mentors.openedx.example.org}\nports: {mentoring: 8400, mentoring-debugger: 5999}\n" +
            "settings: {mentoring: {COLOUR: blue}}\nimages: {mentoring: 'registry.example.org/team/mentoring:2'}\nmemory: {mentoring: 300m}\nservices: {mentoring: true}");

        Assert.Equal("mentors.openedx.example.org", stack.Platform.Sites["mentoring"].Host);
        Assert.Equal(isPublished ? 443 : 8400, stack.Platform.Sites["mentoring"].Port);
        Assert.Equal("blue", OpenEdxServiceSettings.Of((OpenEdxServiceResource)stack["mentoring"], stack.IsRunning).Set["COLOUR"]);
        if (isPublished)
        {
            Assert.Equal("registry.example.org/team/mentoring:2", stack.ImageOf("mentoring"));
        }
        else
        {
            Assert.Contains($"{300 << 20}", await stack.RuntimeArgumentsAsync("mentoring"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CanBeLeftOut(bool isPublished)
    {
        using var stack = StackModel.With(Add, isPublished, "release: verawood\nservices: {mentoring: false}\nhosts: {mentoring: mentors.openedx.example.org}");

        Assert.DoesNotContain(stack.Model.Resources, resource => resource.Name.Contains("mentoring", StringComparison.Ordinal));
        Assert.DoesNotContain("mentoring", SettingsYaml.Write(stack.Settings(PlatformVariant.Lms), ""), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void LeavesTheOtherNamesMistakes()
    {
        var error = Assert.Throws<DevstackConfigurationException>(() => StackModel.With(Add, isPublished: true, "release: verawood\nhosts: {mentor: a.example.org}\nservices: {mentorin: true, mentoring: true}").Dispose());

        Assert.Contains("'hosts.mentor': there is no site 'mentor'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is no service 'mentorin'.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'mentoring'", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(string path) => File.ReadLines(Path.Combine(Devstack.Tests.Repository.Root, path)).Select(line => line.Trim());
}
