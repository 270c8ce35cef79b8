using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary>MinIO, where the part <c>minio</c> is on: uploads lie in buckets instead of on volumes.</summary>
public sealed class TheObjectStorage
{
    public static readonly TheoryData<string> Releases = ["sumac", "teak", "ulmo", "verawood", "master", "miniature"];

    [Theory]
    [MemberData(nameof(Releases))]
    public void TakesTheUploadsOfLmsAndStudio(string release)
    {
        using var run = StackModel.Running($"release: {release}\nservices: {{minio: true}}");
        using var published = StackModel.Published($"release: {release}\nservices: {{minio: true}}");

        foreach (var (stack, url) in new[] { (run, "http://files.openedx.example.org:9000"), (published, "https://files.openedx.example.org") })
        {
            foreach (var variant in new[] { PlatformVariant.Lms, PlatformVariant.Cms })
            {
                var settings = stack.Settings(variant);
                Assert.Equal(url, settings.Yaml["AWS_S3_ENDPOINT_URL"]);
                Assert.Equal(("openedx", "<openedx-minio-secret-key>"), (settings.Yaml["AWS_ACCESS_KEY_ID"], SettingsYaml.Inline(settings.Yaml["AWS_SECRET_ACCESS_KEY"])));
                Assert.Equal("openedx", settings.Yaml["AWS_STORAGE_BUCKET_NAME"]);
                Assert.Equal("openedxuploads", settings.Yaml["FILE_UPLOAD_STORAGE_BUCKET_NAME"]);
                Assert.Equal("openedxgrades", settings.Yaml.Map("GRADES_DOWNLOAD").Map("STORAGE_KWARGS")["bucket_name"]);
                Assert.Equal("openedxlearning", settings.Yaml.Map("OPENEDX_LEARNING").Map("MEDIA").Map("OPTIONS")["bucket_name"]);
                Assert.Equal("devstack_storage.S3Boto3Storage", settings.Yaml["DEFAULT_FILE_STORAGE"]);
            }
        }
    }

    [Fact]
    public void IsOffUnlessSomebodyWantsIt()
    {
        using var run = StackModel.Running("release: verawood");
        using var full = StackModel.Running("release: verawood\nprofile: full");

        Assert.DoesNotContain(run.Containers, container => container.StartsWith("minio", StringComparison.Ordinal));
        Assert.Equal("", run.Settings(PlatformVariant.Lms).Yaml["AWS_ACCESS_KEY_ID"]);
        Assert.Contains("minio", full.Containers);
    }

    [Fact]
    public void GivesWayToAStoreOfOnesOwn()
    {
        using var run = StackModel.Running("services: {minio: true}\nexternal: {s3: {host: s3.example.org, user: key}}");

        Assert.DoesNotContain(run.Containers, container => container.StartsWith("minio", StringComparison.Ordinal));
        Assert.Equal("http://s3.example.org", run.Settings(PlatformVariant.Lms).Yaml["AWS_S3_ENDPOINT_URL"]);
    }

    [Fact]
    public void HasItsBucketsBeforeAnythingIsStored()
    {
        using var run = StackModel.Running("services: {minio: true}");

        foreach (var container in new[] { "lms", "cms", "lms-worker", "cms-worker" })
        {
            Assert.Contains(run[container].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == "minio-buckets" && wait.WaitType == WaitType.WaitForCompletion);
        }

        Assert.Contains(run["minio-buckets"].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == "minio");
        Assert.DoesNotContain(run["lms-migrations"].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name.StartsWith("minio", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnswersContainersAtTheAddressThatBrowsersHave()
    {
        using var run = StackModel.Running("services: {minio: true}\nhosts: {files: media.example.org}\nports: {files: 9100}");

        var options = await run.RuntimeArgumentsAsync("minio");
        Assert.Equal("media.example.org", options[options.ToList().IndexOf("--network-alias") + 1]);
        Assert.Contains("--address :9100", (await run.ArgumentsAsync("minio"))[1], StringComparison.Ordinal);
        Assert.Equal("http://media.example.org:9100", run.Settings(PlatformVariant.Lms).Yaml["AWS_S3_ENDPOINT_URL"]);
        Assert.Equal("http://minio:9100", (await run.EnvironmentAsync("lms"))["DEVSTACK_S3_URL"]);
        Assert.Equal("minio:9100", (await run.EnvironmentAsync("minio-buckets"))["ADDRESS"]);
    }

    [Fact]
    public async Task IsWorkedWithByTheInsideWhenItIsPublished()
    {
        using var published = StackModel.Published("services: {minio: true}");

        Assert.Equal("http://minio:9000", (await published.EnvironmentAsync("lms-worker"))["DEVSTACK_S3_URL"]);
        foreach (var container in new[] { "lms", "cms", "lms-worker", "cms-worker" })
        {
            Assert.Contains(published[container].Annotations.OfType<ConnectsToAnnotation>(), edge => edge.Resource.Name == "minio");
        }

        // Its pages for administrators stay inside.
        Assert.Equal(["s3"], published["proxy"].Annotations.OfType<RouteAnnotation>().Select(route => route.Upstream).Where(upstream => upstream.Resource.Name == "minio").Select(upstream => upstream.EndpointName));
    }

    [Fact]
    public void GivesThePlatformNoMoreThanItsOwnUser()
    {
        using var run = StackModel.Running("services: {minio: true}");

        Assert.Equal(["minio-password"], SecretsOf("minio"));
        Assert.Equal(["minio-password", "openedx-minio-secret-key"], SecretsOf("minio-buckets"));
        Assert.Contains("openedx-minio-secret-key", SecretsOf("lms-worker"));
        Assert.All(new[] { "lms", "cms", "lms-worker", "cms-worker" }, container => Assert.DoesNotContain("minio-password", SecretsOf(container)));
        var files = run["minio-buckets"].Annotations.OfType<TextFileAnnotation>().ToDictionary(file => file.Path, file => file.Text());
        Assert.DoesNotMatch("CreateBucket|DeleteBucket|PutBucket|s3:[*]", files["/devstack/policies/user.json"]);
        Assert.Contains("\"Action\": [\"s3:GetObject\"]", files["/devstack/policies/openedx.json"], StringComparison.Ordinal);
        Assert.Contains("arn:aws:s3:::openedx/openedx/media/profile-images/*", files["/devstack/policies/openedx.json"], StringComparison.Ordinal);

        IEnumerable<string> SecretsOf(string container) => run[container].Annotations.OfType<SecretFileAnnotation>().Select(file => file.Secret.Name).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task ShowsNoSecretInItsDescription()
    {
        using var run = StackModel.Running("services: {minio: true}");

        Assert.DoesNotContain((await run.EnvironmentAsync("minio")).Keys, name => name.Contains("PASSWORD", StringComparison.Ordinal));
        Assert.Contains("$(cat /run/secrets/minio-password)", (await run.ArgumentsAsync("minio"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public void IsAskedForBeforeWhoeverNeedsIt()
    {
        using var run = StackModel.Running("services: {minio: true}");
        var openedx = run.Builder.CreateResourceBuilder(run.Platform);

        var error = Assert.Throws<InvalidOperationException>(() => openedx.AddObjectStorage("another"));

        Assert.Contains("Call AddObjectStorage before AddLms", error.Message, StringComparison.Ordinal);
    }
}
