using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary>Notes, and with it what <c>AddOpenEdxService</c> gives every service.</summary>
public sealed class NotesBesideThePlatform
{
    private const string On = "release: verawood\nservices: {notes: true}";

    [Theory]
    [InlineData("release: verawood")]
    [InlineData("release: verawood\nprofile: full\nservices: {notes: false}")]
    public void IsNotThereUnlessItIsOn(string yaml)
    {
        using var run = StackModel.Running(yaml);

        Assert.DoesNotContain(run.Containers, name => name.StartsWith("notes", StringComparison.Ordinal));
        Assert.False(run.Settings(PlatformVariant.Lms).Yaml.ContainsKey("EDXNOTES_PUBLIC_API"));
        Assert.False(run.Platform.Sites.Contains("notes"));
    }

    [Theory]
    [InlineData("sumac", "docker.io/overhangio/openedx-notes:19")]
    [InlineData("teak", "docker.io/overhangio/openedx-notes:20")]
    [InlineData("ulmo", "docker.io/overhangio/openedx-notes:21")]
    [InlineData("verawood", "docker.io/overhangio/openedx-notes:22")]
    public void IsTheReleasesImageWhenItIsPublished(string release, string image)
    {
        using var published = StackModel.Published($"release: {release}\nprofile: full");

        Assert.StartsWith(image, published.ImageOf("notes"), StringComparison.Ordinal);
    }

    [Fact]
    public void IsPreparedByItsOwnJobsInOrder()
    {
        using var run = StackModel.Running(On);

        Assert.Equal(["meilisearch", "mysql", "notes-migrations"], WaitsOf(run, "notes"));
        Assert.Equal(["meilisearch", "mysql", "notes-database"], WaitsOf(run, "notes-migrations"));
        Assert.Equal(["mysql"], WaitsOf(run, "notes-database"));
        Assert.Contains("lms-migrations", WaitsOf(run, "notes-oauth"));
        Assert.DoesNotContain(WaitsOf(run, "lms"), name => name.StartsWith("notes", StringComparison.Ordinal));
    }

    [Fact]
    public void ReachesNoDatastoreThatItHasNoBusinessWith()
    {
        using var published = StackModel.Published(On);

        var reached = published["notes"].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name)
            .Concat(published["notes"].Annotations.OfType<ConnectsToAnnotation>().Select(edge => edge.Resource.Name));
        Assert.DoesNotContain("mongodb", reached);
        Assert.DoesNotContain("redis", reached);
        Assert.Contains(published["lms"].Annotations.OfType<ConnectsToAnnotation>(), edge => edge.Resource.Name == "notes");
    }

    [Fact]
    public async Task HasADatabaseOfItsOwn()
    {
        using var run = StackModel.Running(On);

        var job = await run.EnvironmentAsync("notes-database");
        var database = (SettingsMap)((SettingsMap)OpenEdxServiceSettings.Of(Notes(run), development: true).Set["DATABASES"]!)["default"]!;

        Assert.Equal(("notes", "notes", "/run/secrets/openedx-notes-mysql-password"), (job["DATABASE"], job["USER_NAME"], job["USER_PASSWORD_FILE"]));
        Assert.Equal(("notes", "notes", "mysql"), (database["NAME"], database["USER"], database["HOST"]));
        Assert.Equal("openedx-notes-mysql-password", ((SecretText)database["PASSWORD"]!).Secret.Name);
    }

    [Fact]
    public async Task HasADatabaseInAServerOfOnesOwn()
    {
        using var run = StackModel.Running($"{On}\nexternal: {{mysql: {{host: db.example.org, adminUser: admin}}}}");

        var job = await run.EnvironmentAsync("notes-database");

        Assert.Equal(("db.example.org", "notes", "notes", "admin"), (job["HOST"], job["DATABASE"], job["USER_NAME"], job["ADMIN_USER"]));
    }

    [Fact]
    public void IsKnownToTheLmsAndToStudio()
    {
        using var run = StackModel.Running(On);
        var (lms, cms) = (run.Settings(PlatformVariant.Lms), run.Settings(PlatformVariant.Cms));

        Assert.Equal("notes", lms.Yaml["EDXNOTES_CLIENT_NAME"]);
        Assert.Equal("http://notes.openedx.example.org:8120/api/v1", lms.Yaml["EDXNOTES_PUBLIC_API"]);
        Assert.Equal("http://notes:8000/api/v1", lms.Yaml["EDXNOTES_INTERNAL_API"]);
        Assert.All([lms, cms], settings => Assert.Equal(true, settings.Yaml.Map("FEATURES")["ENABLE_EDXNOTES"]));
        Assert.False(cms.Yaml.ContainsKey("EDXNOTES_PUBLIC_API"));
    }

    [Fact]
    public void WinsNotOverTheUser()
    {
        using var run = StackModel.Running($"{On}\nfeatures: {{ENABLE_EDXNOTES: false}}\nsettings: {{notes: {{DISABLE_TOKEN_CHECK: true, ES_DISABLED: false}}}}");

        var own = OpenEdxServiceSettings.Of(Notes(run), development: true);

        Assert.Equal(false, run.Settings(PlatformVariant.Lms).Yaml.Map("FEATURES")["ENABLE_EDXNOTES"]);
        Assert.Equal((true, false), (own.Set["DISABLE_TOKEN_CHECK"], own.Set["ES_DISABLED"]));
    }

    [Fact]
    public void FindsNotesByMySqlWithoutASearchEngine()
    {
        using var run = StackModel.Running("release: verawood\nservices: {notes: true, search: false}");

        Assert.Equal(false, OpenEdxServiceSettings.Of(Notes(run), development: true).Set["MEILISEARCH_ENABLED"]);
        Assert.DoesNotContain("meilisearch", WaitsOf(run, "notes"));
    }

    [Fact]
    public void ServesACheckoutOfItsCode()
    {
        using var run = StackModel.Running($"{On}\ncheckouts: [edx-notes-api]", ("edx-notes-api/manage.py", ""), ("edx-notes-api/setup.py", ""), ("edx-notes-api/notesserver/__init__.py", ""));

        Assert.All(["notes", "notes-migrations"], name => Assert.Contains(
            run[name].Annotations.OfType<ContainerMountAnnotation>(), mount => mount is { Type: ContainerMountType.BindMount, Target: "/app/edx-notes-api" }));
        Assert.DoesNotContain(run["lms"].Annotations.OfType<ContainerMountAnnotation>(), mount => mount.Type == ContainerMountType.BindMount);
    }

    [Fact]
    public void HasOneSiteForEachWayOfRunning()
    {
        using var run = StackModel.Running($"{On}\nhosts: {{notes: marginalia.example.org}}");
        using var published = StackModel.Published(On);

        Assert.Equal("http://marginalia.example.org:8120", run.Platform.Sites["notes"].Url);
        Assert.Equal("https://notes.openedx.example.org", published.Platform.Sites["notes"].Url);
        var allowed = OpenEdxServiceSettings.Of(Notes(published), development: false).Set["ALLOWED_HOSTS"];
        Assert.Equal(["notes.openedx.example.org", "notes", "localhost", "127.0.0.1"], Assert.IsType<IReadOnlyList<object?>>(allowed, exactMatch: false));
    }

    [Fact]
    public void HasNoSecretInItsDocument()
    {
        using var run = StackModel.Running(On);

        var settings = OpenEdxServiceSettings.Of(Notes(run), development: true);

        Assert.Equal(
            ["meilisearch-masterKey", "openedx-notes-mysql-password", "openedx-notes-oauth-secret", "openedx-notes-secret-key"],
            settings.Secrets.Select(secret => secret.Name).Order(StringComparer.Ordinal));
    }

    private static OpenEdxServiceResource Notes(StackModel stack) => (OpenEdxServiceResource)stack["notes"];

    private static IEnumerable<string> WaitsOf(StackModel stack, string container) =>
        stack[container].Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is ContainerResource).Select(wait => wait.Resource.Name).Distinct().Order(StringComparer.Ordinal);
}
