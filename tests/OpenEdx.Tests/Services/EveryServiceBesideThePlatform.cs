using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;
using Devstack.OpenEdx.Tests.Settings;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary>What holds for each of the services that stand beside LMS and Studio.</summary>
public sealed class EveryServiceBesideThePlatform
{
    // Names that a service's own sources don't have, each with who reads it.
    private static readonly IReadOnlyDictionary<string, string> Elsewhere = new Dictionary<string, string>
    {
        ["SECURE_PROXY_SSL_HEADER"] = "Django",
        ["CSRF_TRUSTED_ORIGINS"] = "Django",
        ["DEBUG"] = "Django",
        ["SECRET_KEY"] = "Django",
        ["LOGO_TRADEMARK_URL"] = "the themes of Credentials",
        ["USE_API_CACHING"] = "course_discovery, and Tutor's development of Credentials",
        ["USE_LEARNER_RECORD_MFE"] = "Credentials until Quince; Tutor still writes it",
        ["ENABLE_VERIFIABLE_CREDENTIALS"] = "Credentials' toggle, read by edx-toggles",
        ["PLATFORM_NAME"] = "edx-ace, in the e-mails of Credentials",
    };

    public static readonly TheoryData<string, string> All = new()
    {
        { "sumac", "codejail" }, { "verawood", "codejail" },
        { "sumac", "ecommerce" },
        { "sumac", "notes" }, { "sumac", "xqueue" }, { "sumac", "discovery" }, { "sumac", "credentials" },
        { "verawood", "notes" }, { "verawood", "discovery" }, { "verawood", "credentials" },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void WritesOnlySettingsThatItHas(string release, string name)
    {
        var known = Facts.Read($"settings-keys.{name}.txt").ToHashSet();
        foreach (var stack in Both(release, name))
        {
            using (stack)
            {
                var settings = OpenEdxServiceSettings.Of((OpenEdxServiceResource)stack[name], stack.IsRunning);

                Assert.Empty(settings.Sections().SelectMany(section => section.Map).Select(setting => setting.Key).Where(key => !known.Contains(key) && !KnownNames.OfLibraries.ContainsKey(key) && !Elsewhere.ContainsKey(key)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void HasTheSameDocumentAsBefore(string release, string name)
    {
        foreach (var stack in Both(release, name))
        {
            using (stack)
            {
                Golden.Matches(
                    // Ports of this machine may be taken.
                    Regex.Replace(OpenEdxServiceSettings.DocumentOf((OpenEdxServiceResource)stack[name], stack.IsRunning), "(?<=example[.]org:)[0-9]+", "PORT"),
                    test: $"{release}.{(stack.IsRunning ? "development" : "production")}.{name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void LeavesTheOthersWholeWhenItIsOff(string release, string name)
    {
        using var stack = StackModel.Running($"release: {release}\nprofile: full\nservices: {{{name}: false}}");

        Assert.DoesNotContain(stack.Containers, container => container == name || container.StartsWith($"{name}-", StringComparison.Ordinal));
        var all = stack.Model.Resources.ToHashSet();
        Assert.All(stack.Model.Resources, resource => Assert.All(resource.Annotations.OfType<WaitAnnotation>(), wait => Assert.Contains(wait.Resource, all)));
        Assert.All(
            new[] { PlatformVariant.Lms, PlatformVariant.Cms },
            variant => Assert.DoesNotContain($"http://{name}:", SettingsYaml.Write(stack.Settings(variant), ""), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sumac", "notes", "mysql meilisearch")]
    [InlineData("verawood", "codejail", "")]
    [InlineData("miniature", "codejail", "")]
    [InlineData("miniature", "ecommerce", "mysql redis")]
    [InlineData("miniature", "ecommerce-worker", "redis")]
    [InlineData("sumac", "ecommerce", "mysql redis")]
    [InlineData("sumac", "xqueue", "mysql")]
    [InlineData("verawood", "discovery", "mysql redis elasticsearch")]
    [InlineData("verawood", "credentials", "mysql redis")]
    public void ReachesTheDatastoresThatItWorksWith(string release, string name, string datastores)
    {
        using var stack = StackModel.Published($"release: {release}\nprofile: full");

        var reached = stack[name].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource)
            .Concat(stack[name].Annotations.OfType<ConnectsToAnnotation>().Select(edge => edge.Resource))
            .Select(resource => resource.Name)
            .Where(other => other is "mysql" or "mongodb" or "redis" or "meilisearch" or "elasticsearch")
            .Distinct();
        Assert.Equal(datastores.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HasItsDatastoreForItselfAlone()
    {
        using var stack = StackModel.Published("release: verawood\nprofile: full");

        var users = stack.Model.Resources
            .Where(resource => resource.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource.Name == "elasticsearch"))
            .Select(resource => resource.Name);
        Assert.All(users, user => Assert.StartsWith("discovery", user, StringComparison.Ordinal));
    }

    [Fact]
    public void IsFilledFromTheLmsWhenThatAnswers()
    {
        using var stack = StackModel.Running("release: verawood\nservices: {discovery: true}");

        Assert.Equal(["discovery-oauth", "discovery-partner", "elasticsearch", "lms", "mysql", "redis"], WaitsOf(stack, "discovery-courses"));
        Assert.Contains("discovery-courses", WaitsOf(stack, "discovery-index"));
        Assert.DoesNotContain("lms", WaitsOf(stack, "discovery"));
    }

    [Fact]
    public void IsLeftWithTheLmsByWhoLogsOut()
    {
        using var stack = StackModel.Published("release: verawood\nservices: {notes: true, discovery: true, credentials: true}");

        var told = Assert.IsType<IReadOnlyList<object?>>(stack.Settings(PlatformVariant.Lms).Yaml["IDA_LOGOUT_URI_LIST"], exactMatch: false);
        Assert.Equal(
            ["https://studio.openedx.example.org/logout/", "https://discovery.openedx.example.org/logout/", "https://credentials.openedx.example.org/logout/"],
            told);
    }

    [Fact]
    public async Task CredentialsHasACopyOfTheCatalogue()
    {
        using var both = StackModel.Published("release: verawood\nservices: {discovery: true, credentials: true}");
        using var alone = StackModel.Published("release: verawood\nservices: {credentials: true}");

        Assert.Equal(["credentials-migrations", "discovery", "lms", "mysql", "redis"], WaitsOf(both, "credentials-catalogue"));
        Assert.Contains("http://discovery:8000/api/v1/", await both.ArgumentsAsync("credentials-site"));
        Assert.DoesNotContain("credentials-catalogue", alone.Containers);
        Assert.Equal(true, alone.Settings(PlatformVariant.Lms).Yaml.Map("FEATURES")["ENABLE_LEARNER_RECORDS"]);
        Assert.Contains("issue_credentials", string.Join(' ', await both.ArgumentsAsync("credentials-oauth")), StringComparison.Ordinal);
        Assert.DoesNotContain("issue_credentials", string.Join(' ', await alone.ArgumentsAsync("credentials-oauth")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("settings: {xqueue: {XQUEUES: {openedx: null}}}", false)]
    [InlineData("settings: {xqueue: {XQUEUES: {openedx: 'http://grader.example.org'}}}", true)]
    public void HasAConsumerWhereThereIsAGrader(string yaml, bool expected)
    {
        using var stack = StackModel.Published($"release: sumac\nservices: {{xqueue: true}}\n{yaml}");

        Assert.Equal(expected, stack.Containers.Contains("xqueue-consumer"));
    }

    [Fact]
    public void IsGivenToTheLmsWithItsAccount()
    {
        using var stack = StackModel.Running("release: sumac\nservices: {xqueue: true}");

        var told = stack.Settings(PlatformVariant.Lms).Yaml.Map("XQUEUE_INTERFACE");
        Assert.Equal(("http://xqueue:8000", "http://lms:8000"), (told["url"], told["callback_url"]));
        Assert.Equal("openedx-xqueue-password", ((SecretText)told.Map("django_auth")["password"]!).Secret.Name);
    }

    private static IEnumerable<StackModel> Both(string release, string name)
    {
        var yaml = $"release: {release}\nservices: {{{name}: true}}";
        yield return StackModel.Running(yaml);
        yield return StackModel.Published(yaml);
    }

    private static IEnumerable<string> WaitsOf(StackModel stack, string container) =>
        stack[container].Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource is ContainerResource).Select(wait => wait.Resource.Name).Distinct().Order(StringComparer.Ordinal);
}
