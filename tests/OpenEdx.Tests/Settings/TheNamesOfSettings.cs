using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Tests.Settings;

public sealed class TheNamesOfSettings
{
    private static readonly KnownNames Known = new();

    [Theory]
    [InlineData("sumac")]
    [InlineData("teak")]
    [InlineData("ulmo")]
    [InlineData("verawood")]
    [InlineData("master")]
    public void AreNamesThatThePlatformReads(string release)
    {
        var unknown = Documents(release)
            .SelectMany(document => document.Settings.Sections(), (document, section) => (document.Variant, section.Map))
            .SelectMany(section => section.Map, (section, setting) => (section.Variant, Name: setting.Key))
            .Where(setting => setting.Name != "FEATURES" && !KnownNames.Elsewhere.ContainsKey(setting.Name) && !Known.HasSetting(setting.Variant, release, setting.Name))
            .Select(setting => $"{setting.Variant}: {setting.Name}")
            .Distinct();

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("sumac")]
    [InlineData("teak")]
    [InlineData("ulmo")]
    [InlineData("verawood")]
    [InlineData("master")]
    public void AreFlagsThatThePlatformHas(string release)
    {
        var unknown = Documents(release)
            .SelectMany(document => document.Settings.Yaml.Map("FEATURES"), (document, flag) => (document.Variant, Name: flag.Key))
            .Where(flag => !KnownNames.Elsewhere.ContainsKey(flag.Name) && !Known.HasFlag(flag.Variant, release, flag.Name)
                && !UnlistedFlags.ContainsKey(flag.Name))
            .Select(flag => $"{flag.Variant}: {flag.Name}")
            .Distinct();

        Assert.Empty(unknown);
    }

    [Fact]
    public void HaveNoExceptionThatNobodyNeeds()
    {
        var written = new[] { "sumac", "verawood" }
            .SelectMany(Documents)
            .Concat(Documents("redwood"))
            .SelectMany(document => document.Settings.Sections())
            .SelectMany(section => section.Map.Concat(section.Map.ContainsKey("FEATURES") ? section.Map.Map("FEATURES") : []))
            .Select(setting => setting.Key)
            .ToHashSet();

        Assert.Empty(KnownNames.Elsewhere.Keys.Concat(UnlistedFlags.Keys).Where(name => !written.Contains(name)));
        Assert.Empty(KnownNames.Elsewhere.Keys.Where(name => Platforms.Variants.All(variant => Known.HasSetting(variant, "verawood", name))));
    }

    private static readonly IReadOnlyDictionary<string, string> UnlistedFlags = new Dictionary<string, string>
    {
        ["ENABLE_COMBINED_LOGIN_REGISTRATION"] = "of releases before the lists; Tutor still writes it",
        ["ENABLE_COURSEWARE_MICROFRONTEND"] = "of releases before the lists; Tutor still writes it",
    };

    private static List<(PlatformVariant Variant, ServiceSettings Settings)> Documents(string release) =>
    [
        .. from variant in Platforms.Variants
           from development in new[] { true, false }
           from change in new Action<DevstackOptions>[] { _ => { }, options => options.External.S3.Host = "s3.example.org" }
           select (variant, PlatformSettings.Of(Platforms.Of(release, development, change), variant, development)),
    ];
}
