using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

public sealed class EcommerceBesideThePlatform
{
    private const string On = "release: sumac\nservices: {ecommerce: true}";

    [Fact]
    public void HasAWorkerOfItsOwnImage()
    {
        using var published = StackModel.Published(On);

        Assert.Equal("docker.io/overhangio/openedx-ecommerce:19.0.0", published.ImageOf("ecommerce"));
        Assert.Equal("docker.io/overhangio/openedx-ecommerce-worker:19.0.0", published.ImageOf("ecommerce-worker"));
        var worker = published["ecommerce-worker"];
        Assert.Equal(["redis"], worker.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is ContainerResource).Select(wait => wait.Resource.Name));
        // It gets its token from the LMS and asks Ecommerce.
        Assert.Contains("ecommerce", Reached(worker));
        Assert.Contains("lms", Reached(worker));
        Assert.DoesNotContain("mysql", Reached(worker));
    }

    [Fact]
    public async Task GivesItsWorkerTheQueuesThatItFills()
    {
        using var published = StackModel.Published(On);

        var queues = (await published.ArgumentsAsync("ecommerce-worker")).Single(argument => argument.StartsWith("--queues=", StringComparison.Ordinal));
        Assert.Contains("ecommerce.fulfillment", queues, StringComparison.Ordinal);
        var (own, worker) = (OpenEdxServiceSettings.DocumentOf(Service(published), development: false), WorkersDocument(published));
        Assert.Equal(BrokerIn(own), BrokerIn(worker));
        Assert.Contains("ECOMMERCE_API_ROOT: \"http://ecommerce:8000/api/v2\"", worker, StringComparison.Ordinal);
        Assert.Equal(
            ["openedx-ecommerce-oauth-secret", "redis-password"],
            published["ecommerce-worker"].Annotations.OfType<SecretFileAnnotation>().Select(file => file.Secret.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LetsTheOneOfTheOAuthApplicationFulfilOrders()
    {
        using var published = StackModel.Published(On);

        // The LMS makes the application's user by the service's name; Ecommerce's migrations give this one the right.
        Assert.Equal("ecommerce", Settings(published).Set["ECOMMERCE_SERVICE_WORKER_USERNAME"]);
        Assert.Contains("BACKEND_SERVICE_EDX_OAUTH2_KEY: \"ecommerce\"", WorkersDocument(published), StringComparison.Ordinal);
    }

    // Without the sample it enrols within the buyer's request, and asks nobody again; without the right the LMS refuses its prices.
    [Fact]
    public async Task HandsItsOrdersToTheWorkerAndItsPricesToTheLms()
    {
        using var run = StackModel.Running(On);

        Assert.Equal(["waffle_sample", "async_order_fulfillment", "100", "--create"], (await run.ArgumentsAsync("ecommerce-async")).TakeLast(4));
        Assert.Contains("devstack_jobs.sell_courses()", (await run.ArgumentsAsync("ecommerce-oauth"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task HasNoSecretAmongItsArguments()
    {
        using var run = StackModel.Running(On);

        var site = (await run.ArgumentsAsync("ecommerce-site"))[^1];
        Assert.Contains("sso_client_secret=settings.SOCIAL_AUTH_EDX_OAUTH2_SECRET", site, StringComparison.Ordinal);
        Assert.Contains("\"site_domain\":\"ecommerce.openedx.example.org:8130\"", site, StringComparison.Ordinal);
        Assert.Contains("\"discovery_api_url\":\"http://openedx.example.org:8000/api/v1/\"", site, StringComparison.Ordinal);
    }

    [Fact]
    public void IsPreparedInOrder()
    {
        using var run = StackModel.Running(On);

        Assert.Contains("ecommerce-migrations", WaitsOf(run, "ecommerce-countries"));
        Assert.Contains("ecommerce-countries", WaitsOf(run, "ecommerce-switches"));
        Assert.Contains("ecommerce-switches", WaitsOf(run, "ecommerce-async"));
        Assert.Contains("ecommerce-async", WaitsOf(run, "ecommerce-site"));
        Assert.Contains("ecommerce-migrations", WaitsOf(run, "ecommerce"));
    }

    [Fact]
    public void IsKnownToTheLmsWithItsKey()
    {
        using var run = StackModel.Running(On);
        var (lms, cms) = (run.Settings(PlatformVariant.Lms), run.Settings(PlatformVariant.Cms));

        Assert.Equal(("http://ecommerce.openedx.example.org:8130", "http://ecommerce:8000/api/v2"), (lms.Yaml["ECOMMERCE_PUBLIC_URL_ROOT"], lms.Yaml["ECOMMERCE_API_URL"]));
        Assert.Equal("openedx-ecommerce-api-key", ((SecretText)lms.Yaml["EDX_API_KEY"]!).Secret.Name);
        Assert.Equal("openedx-ecommerce-api-key", ((SecretText)Settings(run).Set["EDX_API_KEY"]!).Secret.Name);
        Assert.False(cms.Yaml.ContainsKey("ECOMMERCE_PUBLIC_URL_ROOT"));
    }

    [Theory]
    [InlineData(On, true)]
    [InlineData("release: sumac", false)]
    public async Task FindsTheLmsByTheNameThatBrowsersKnow(string yaml, bool isNeeded)
    {
        using var run = StackModel.Running(yaml);

        Assert.Equal(isNeeded ? ["--network-alias", "openedx.example.org"] : [], await run.RuntimeArgumentsAsync("proxy"));
    }

    [Fact]
    public void IsGoneFromLaterReleases()
    {
        using var folder = Configuration.ConfigurationFolder.With("release: teak\nservices: {ecommerce: true}\n");

        Assert.Contains("'teak' has no service 'ecommerce'. It is in: sumac, miniature.", folder.Error(), StringComparison.Ordinal);
    }

    private static OpenEdxServiceResource Service(StackModel stack) => (OpenEdxServiceResource)stack["ecommerce"];

    private static string WorkersDocument(StackModel stack) =>
        stack["ecommerce-worker"].Annotations.OfType<TextFileAnnotation>().Single(file => file.Path.EndsWith("/ecommerce-worker.yml", StringComparison.Ordinal)).Text();

    // With the lines that are indented more: the address has a secret in it.
    private static string BrokerIn(string document) => Regex.Match(document, "^  BROKER_URL:.*\n(?:    .*\n)*", RegexOptions.Multiline).Value;

    private static ServiceSettings Settings(StackModel stack) => OpenEdxServiceSettings.Of(Service(stack), stack.IsRunning);

    private static IEnumerable<string> Reached(ContainerResource container) => container.Annotations.OfType<ConnectsToAnnotation>().Select(edge => edge.Resource.Name);

    private static IEnumerable<string> WaitsOf(StackModel stack, string container) => stack[container].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);
}
