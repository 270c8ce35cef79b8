using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Settings;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Settings;

public sealed class TheDocumentsOfThePlatform
{
    public static TheoryData<string, string, string> All()
    {
        var documents = new TheoryData<string, string, string>();
        foreach (var release in Platforms.Releases)
        {
            foreach (var mode in new[] { "development", "production" })
            {
                documents.Add(release, mode, "lms");
                documents.Add(release, mode, "cms");
            }
        }

        return documents;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AreTheSameAsBefore(string release, string mode, string service)
    {
        var development = mode == "development";
        var variant = service == "lms" ? PlatformVariant.Lms : PlatformVariant.Cms;

        var document = PlatformSettings.DocumentOf(Platforms.Of(release, development), variant, development);

        Golden.Matches(document, test: $"{release}.{mode}.{service}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AreTheSameInEveryRun(string release, string mode, string service)
    {
        var development = mode == "development";
        var variant = service == "lms" ? PlatformVariant.Lms : PlatformVariant.Cms;

        var first = PlatformSettings.DocumentOf(Platforms.Of(release, development), variant, development);
        var second = PlatformSettings.DocumentOf(Platforms.Of(release, development), variant, development);

        Assert.Equal(first, second);
    }

    [Fact]
    public void ExistForEveryReleaseEvenForStepsOfAnUpgrade()
    {
        foreach (var release in ReleaseCatalog.All)
        {
            foreach (var variant in Platforms.Variants)
            {
                var settings = PlatformSettings.Of(Platforms.Of(release.Name, development: false), variant, development: false);

                Assert.True(settings.Yaml.ContainsKey("DATABASES"), $"{release.Name} {variant}");
            }
        }
    }

    [Fact]
    public void SayWhichFragmentSetWhat()
    {
        var settings = PlatformSettings.Of(Platforms.Of("verawood"), PlatformVariant.Lms, development: true);

        Assert.Contains(settings.Changes, change => change is { Section: "set", Key: "SEARCH_ENGINE", By: "Search" });
        Assert.Contains(settings.Changes, change => change is { Section: "yaml", Key: "DATABASES", By: "Databases" });
    }

    [Fact]
    public void NameAllTheirSecrets()
    {
        var settings = PlatformSettings.Of(Platforms.Of("verawood"), PlatformVariant.Cms, development: true);

        var names = settings.Secrets.Select(secret => secret.Name).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "meilisearch-masterKey", "mongodb-password", "openedx-cms-oauth-secret", "openedx-jwt-key", "openedx-mysql-password",
                "openedx-secret-key", "redis-password",
            ],
            names);
    }
}
