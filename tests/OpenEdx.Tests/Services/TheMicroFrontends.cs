using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Services;

public sealed class TheMicroFrontends
{
    [Theory]
    [InlineData("sumac", "docker.io/overhangio/openedx-mfe:19.0.0")]
    [InlineData("ulmo", "docker.io/overhangio/openedx-mfe:21.0.0")]
    [InlineData("verawood", "docker.io/overhangio/openedx-mfe:22.0.0")]
    public void AreOneContainerOfTheReleasesImage(string release, string image)
    {
        using var run = StackModel.Running($"release: {release}");
        using var published = StackModel.Published($"release: {release}");

        Assert.Equal(image, run.ImageOf("mfe"));
        Assert.Equal(image, published.ImageOf("mfe"));
        Assert.Equal("apps.openedx.example.org", published.Platform.Sites["apps"].Host);
    }

    [Theory]
    [InlineData("release: verawood\nservices: {mfe: false}")]
    [InlineData("release: verawood\nprofile: minimal")]
    [InlineData("release: miniature")]
    public void AreNowhereWhenTheyAreOff(string yaml)
    {
        using var run = StackModel.Running(yaml);

        Assert.DoesNotContain("mfe", run.Containers);
        Assert.False(run.Platform.Sites.Contains("apps"));
        Assert.False(run.Settings(PlatformVariant.Lms).Yaml.ContainsKey("MFE_CONFIG"));
    }

    [Theory]
    [InlineData("ulmo")]
    [InlineData("verawood")]
    public void AreServedBelowTheirNames(string release)
    {
        using var published = StackModel.Published($"release: {release}");

        Golden.Matches(published["mfe"].Annotations.OfType<TextFileAnnotation>().Single().Text(), test: release);
    }

    [Fact]
    public void ConnectToTheLmsAndToNothingElse()
    {
        using var published = StackModel.Published("release: ulmo");

        var frontends = published["mfe"];
        Assert.Equal(["lms"], frontends.Annotations.OfType<ConnectsToAnnotation>().Select(edge => edge.Resource.Name));
        Assert.DoesNotContain(frontends.Annotations.OfType<WaitAnnotation>(), wait => wait.Resource is ContainerResource);
    }

    [Fact]
    public async Task AreRoutedByTheProxyToTheirSite()
    {
        using var run = StackModel.Running("release: ulmo\nhosts: {apps: pages.openedx.example.org}\nports: {apps: 28002}");

        Assert.Equal("http://pages.openedx.example.org:28002", run.Platform.Sites["apps"].Url);
        Assert.Equal(28002, run["proxy"].Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "apps").Port);
        Assert.Equal("http://pages.openedx.example.org:28002/learning/", (await run.LinksAsync("mfe"))["learning"]);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void TellStudioOfTheSearchEngineThatIsThere(string search, bool isSaid)
    {
        using var run = StackModel.Running($"release: ulmo\nservices: {{search: {search}}}");

        var configuration = run.Settings(PlatformVariant.Lms).Yaml.Map("MFE_CONFIG");
        Assert.Equal(isSaid, configuration.ContainsKey("MEILISEARCH_ENABLED"));
    }

    // What Tutor 22 gives them (tutor.md 6.2); its own settings of the mfe's development servers aside.
    [Fact]
    public void ReadAllThatTutorTellsThem()
    {
        using var published = StackModel.Published("release: verawood");

        var configuration = published.Settings(PlatformVariant.Lms).Yaml.Map("MFE_CONFIG");
        string[] told =
        [
            "BASE_URL", "CSRF_TOKEN_API_PATH", "CREDENTIALS_BASE_URL", "DISCOVERY_API_BASE_URL", "FAVICON_URL", "INFO_EMAIL", "PASSWORD_RESET_SUPPORT_LINK",
            "LANGUAGE_PREFERENCE_COOKIE_NAME", "LMS_BASE_URL", "MARKETING_SITE_BASE_URL", "LOGIN_URL", "LOGOUT_URL", "REFRESH_ACCESS_TOKEN_ENDPOINT", "LOGO_URL",
            "LOGO_WHITE_URL", "LOGO_TRADEMARK_URL", "SITE_NAME", "STUDIO_BASE_URL", "USER_INFO_COOKIE_NAME", "ACCESS_TOKEN_COOKIE_NAME", "DISABLE_ENTERPRISE_LOGIN",
            "ACCOUNT_SETTINGS_URL", "COURSE_AUTHORING_MICROFRONTEND_URL", "ENABLE_ASSETS_PAGE", "ENABLE_HOME_PAGE_COURSE_API_V2", "ENABLE_PROGRESS_GRAPH_SETTINGS",
            "ENABLE_TAGGING_TAXONOMY_PAGES", "ENABLE_UNIT_PAGE", "MEILISEARCH_ENABLED", "DISCUSSIONS_MFE_BASE_URL", "LEARNING_BASE_URL", "ACCOUNT_PROFILE_URL",
            "SCHEDULE_EMAIL_SECTION", "ADMIN_CONSOLE_URL",
        ];
        Assert.Empty(told.Where(name => !configuration.ContainsKey(name)));
        Assert.Equal("https://apps.openedx.example.org/learning", configuration["LEARNING_BASE_URL"]);
    }

    [Theory]
    [InlineData("release: ulmo", true)]
    [InlineData("release: ulmo\nservices: {mfe: false}", false)]
    public async Task LetPeopleDeleteTheirAccounts(string yaml, bool isPrepared)
    {
        using var run = StackModel.Running(yaml);

        Assert.Contains(await run.ArgumentsAsync("lms-setup"), argument => argument.EndsWith($"retirement={isPrepared})", StringComparison.Ordinal));
    }

    [Fact]
    public void WarnOfAHostThatTheCookiesDontReach()
    {
        using var run = StackModel.Running("release: ulmo\nhosts: {apps: apps.example.com}");

        Assert.Contains(run.Notices, notice => notice.Contains("'hosts.apps'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreWhereTheLmsSendsPeople()
    {
        using var run = StackModel.Running("release: ulmo");

        Assert.Contains(await run.ArgumentsAsync("lms-setup"), argument => argument.Contains("learner_home_mfe.enabled", StringComparison.Ordinal));
    }
}
