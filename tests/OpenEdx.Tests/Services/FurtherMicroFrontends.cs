using Devstack.Hosting.Containers.Files;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Configuration;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary>Micro-frontends of a release that no image is published with.</summary>
public sealed class FurtherMicroFrontends
{
    private const string Own = "release: verawood\nimages: {mfe: 'registry.example.org/team/mfe:1'}\nmicroFrontends: [learner-record, ora]\nservices: {credentials: true}";

    private static readonly (string, string) Record = ("frontend-app-learner-record/package.json", """{"name": "@edx/frontend-app-learner-record", "scripts": {"start": "fedx-scripts webpack-dev-server --progress"}}""");

    [Fact]
    public void AreServedByAnImageOfOnesOwn()
    {
        using var published = StackModel.Published(Own);

        Assert.Contains("|learner-record|ora)", published["mfe"].Annotations.OfType<TextFileAnnotation>().Single().Text(), StringComparison.Ordinal);
        Assert.Equal("https://apps.openedx.example.org/ora", published.Settings(PlatformVariant.Lms).Yaml["ORA_MICROFRONTEND_URL"]);
        Assert.Equal("https://apps.openedx.example.org/ora", published.Settings(PlatformVariant.Cms).Yaml["ORA_MICROFRONTEND_URL"]);
        Assert.Equal("https://apps.openedx.example.org/learner-record/", OfCredentials(published)["LEARNER_RECORD_MFE_RECORDS_PAGE_URL"]);
        Assert.Equal(true, OfCredentials(published)["USE_LEARNER_RECORD_MFE"]);
    }

    [Theory]
    [InlineData("frontend-app-learner-record", "learner-record")]
    [InlineData("frontend-app-support", "support-tools")]
    [InlineData("edx-frontend-app-publisher", "publisher")]
    public void AreServedFromTheirCheckouts(string package, string name)
    {
        using var run = StackModel.Running("release: sumac\ncheckouts: [mine]", ("mine/package.json", $$"""{"name": "@edx/{{package}}"}"""));

        Assert.Contains(name, run.Containers);
        Assert.Empty(run.Notices);
    }

    [Fact]
    public async Task AreKnownToOthersWithTheirCheckout()
    {
        using var run = StackModel.Running("release: verawood\nservices: {credentials: true}\ncheckouts: [frontend-app-learner-record]", Record);
        using var published = StackModel.Published("release: verawood\nservices: {credentials: true}\ncheckouts: [frontend-app-learner-record]", Record);

        Assert.Equal("1990", (await run.EnvironmentAsync("learner-record"))["PORT"]);
        Assert.EndsWith("/learner-record/", (string)OfCredentials(run)["LEARNER_RECORD_MFE_RECORDS_PAGE_URL"]!, StringComparison.Ordinal);
        // What is published has what its image has.
        Assert.Equal("https://openedx.example.org/dashboard", OfCredentials(published)["LEARNER_RECORD_MFE_RECORDS_PAGE_URL"]);
        Assert.DoesNotContain("learner-record", published["mfe"].Annotations.OfType<TextFileAnnotation>().Single().Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release: verawood\nmicroFrontends: [learner-record]", "which the image of 'verawood' lacks. Name one that has it in 'images.mfe', or a checkout of frontend-app-learner-record in 'checkouts' instead.")]
    [InlineData("release: verawood\nmicroFrontends: [publisher]", "'microFrontends' has 'publisher', and 'verawood' has no such micro-frontend beside those of its image. There are: learner-record, ora.")]
    [InlineData("release: verawood\nmicroFrontends: [learner-records]", "Did you mean 'learner-record'?")]
    [InlineData("release: miniature\nmicroFrontends: [ora]", "'miniature' has no such micro-frontend beside those of its image.")]
    public void AreRefusedWhereTheyCantBe(string yaml, string error)
    {
        using var folder = ConfigurationFolder.With(yaml + "\n");

        Assert.Contains(error, folder.Error(), StringComparison.Ordinal);
    }

    private static SettingsMap OfCredentials(StackModel stack) => OpenEdxServiceSettings.Of((OpenEdxServiceResource)stack["credentials"], stack.IsRunning).Set;
}
