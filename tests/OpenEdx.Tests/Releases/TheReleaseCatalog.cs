using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Releases;

public class TheReleaseCatalog
{
    public static TheoryData<string> Names => [.. ReleaseCatalog.All.Select(release => release.Name)];

    [Fact]
    public void KnowsEveryReleaseInItsOrder() => Assert.Equal(
        ["koa", "lilac", "maple", "nutmeg", "olive", "palm", "quince", "redwood", "sumac", "teak", "ulmo", "verawood", "master", "miniature"],
        ReleaseCatalog.All.Select(release => release.Name));

    [Fact]
    public void TakesTheNewestNamedReleaseByDefault() => Assert.Equal("verawood", ReleaseCatalog.Default.Name);

    [Fact]
    public void NamesTheNearestReleaseAndAllOthersWhenThereIsNone()
    {
        var error = Assert.Throws<DevstackConfigurationException>(() => ReleaseCatalog.Get("quins"));

        Assert.Equal(
            "unknown release 'quins'. Did you mean 'quince'? Releases: koa, lilac, maple, nutmeg, olive, palm, quince, redwood, " +
            "sumac, teak, ulmo, verawood, master, miniature.",
            error.Message);
        Assert.False(ReleaseCatalog.IsKnown("quins"));
    }

    [Fact]
    public void RunsReleasesSinceSumacForPeople() => Assert.Equal(
        ["sumac", "teak", "ulmo", "verawood", "master", "miniature"],
        ReleaseCatalog.All.Where(release => release.Support == ReleaseSupport.Full).Select(release => release.Name));

    [Fact]
    public void LeadsFromTheOldestReleaseToMasterStepByStep()
    {
        var steps = ReleaseCatalog.All.Where(release => release.Name != "miniature").ToList();

        Assert.Equal(steps.SkipLast(1).Select(release => (string?)release.Name).Prepend(null), steps.Select(release => release.Upgrade?.From));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HasWholeReferencesOfImagesWithATag(string name)
    {
        foreach (var image in Images(ReleaseCatalog.Get(name)).Select(image => image.Value).OfType<PulledImage>())
        {
            Assert.Matches("^docker\\.io/[a-z0-9]+/[a-z0-9_-]+:v?[0-9A-Za-z.-]+$", image.Reference);
            Assert.DoesNotContain("latest", image.Reference, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesEachMicroFrontendOfAReleaseItsOwnPort(string name)
    {
        var ports = ReleaseCatalog.Get(name).MicroFrontends.Select(app => app.Port).ToList();

        Assert.Equal(ports.Distinct(), ports);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HasAnImageOfEachServiceThatRuns(string name)
    {
        var release = ReleaseCatalog.Get(name);

        Assert.True(release.Support == ReleaseSupport.UpgradeOnly || release.Services.All(release.Images.Services.ContainsKey));
    }

    [Fact]
    public void BuildsTheMiniatureFromFoldersOfThisRepositoryAlone()
    {
        var images = Images(ReleaseCatalog.Get("miniature")).ToList();

        Assert.All(images, image =>
        {
            var built = Assert.IsType<BuiltImage>(image.Value);
            Assert.Equal($"devstack/miniature-{built.Folder.Split('/')[^1]}", built.Name);
            // Its own base, or another image of it.
            Assert.Equal("devstack/debian:trixie-slim", Assert.IsType<BaseImage>(built.From is BuiltImage below ? below.From : built.From).Name);
        });
    }

    [Fact]
    public void HoldsTheFactsOfEachRelease() => Golden.Matches(string.Concat(ReleaseCatalog.All.Select(Facts)));

    private static IEnumerable<KeyValuePair<string, ImageSource>> Images(Release release) =>
    [
        new("openedx", release.Images.OpenEdx),
        new("mysql", release.Images.MySql),
        new("mongodb", release.Images.MongoDB),
        new("redis", release.Images.Redis),
        new("search", release.Images.Search),
        new("mail", release.Images.Mail),
        new("caddy", release.Images.Caddy),
        .. release.Images.Services,
    ];

    private static string Facts(Release release) => $"""
        {release.Name}: {release.Support}, {release.GitRef}, {release.Released?.ToString("yyyy-MM-dd") ?? "no date"}, from {release.Upgrade?.From ?? "nothing"}
          {release.Versions}
          {release.Search}, forum {release.Forum}, feature proxy {release.HasFeatureProxy}, policies {release.HasAuthzPolicies}, preview host {release.HasPreviewHost}
          reindex_studio: {(release.ReindexStudioArguments is { } arguments ? $"[{string.Join(' ', arguments)}]" : "no such command")}
          mysqld: {release.MySqlCharset} {release.MySqlCollation} {string.Join(' ', release.MySqlArguments)}
          services: {string.Join(' ', release.Services)}
          micro-frontends: {string.Join(' ', release.MicroFrontends.Select(app => $"{app.Name}:{app.Port}"))}
          further micro-frontends: {string.Join(' ', release.FurtherMicroFrontends.Select(app => $"{app.Name}:{app.Port}"))}
        {string.Concat(Images(release).Select(image => $"  {image.Key}: {(image.Value is PulledImage pulled ? pulled.Reference : ((BuiltImage)image.Value).Folder)}\n"))}
        """;
}
