using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary>Each option, in a devstack and in the published model.</summary>
public sealed class WhatEachOptionDoes
{
    [Fact]
    public void TheMinimalProfileIsLmsAndStudioWithTheirDatastores()
    {
        using var run = StackModel.Running("profile: minimal");
        using var published = StackModel.Published("profile: minimal");

        foreach (var model in new[] { run, published })
        {
            Assert.Contains("lms", model.Containers);
            Assert.Contains("cms", model.Containers);
            Assert.DoesNotContain(model.Containers, name => name.EndsWith("-worker", StringComparison.Ordinal));
            Assert.Equal(true, model.Settings(PlatformVariant.Lms).Yaml["CELERY_ALWAYS_EAGER"]);
        }
    }

    [Fact]
    public void AServiceIsOffWhateverTheProfileSays()
    {
        const string Yaml = "profile: full\nservices: {workers: false, search: false, mail: false}";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        foreach (var model in new[] { run, published })
        {
            Assert.DoesNotContain(model.Containers, name => name is "meilisearch" or "mail" or "lms-worker" or "cms-worker" or "search-key" or "search-index");
            Assert.False(model.Platform.Sites.Contains("mail") || model.Platform.Sites.Contains("meilisearch"));
            Assert.Equal(false, model.Settings(PlatformVariant.Lms).Yaml["MEILISEARCH_ENABLED"]);
            Assert.Equal(false, model.Settings(PlatformVariant.Cms).Yaml.Map("FEATURES")["ENABLE_COURSEWARE_INDEX"]);
        }

        Assert.Equal("django.core.mail.backends.console.EmailBackend", run.Settings(PlatformVariant.Lms).Yaml["EMAIL_BACKEND"]);
    }

    [Fact]
    public void AServiceIsOnWhateverTheProfileSays()
    {
        using var run = StackModel.Running("profile: minimal\nservices: {workers: true}");

        Assert.Contains("lms-worker", run.Containers);
        Assert.Equal(false, run.Settings(PlatformVariant.Lms).Yaml["CELERY_ALWAYS_EAGER"]);
    }

    [Fact]
    public async Task ServicesSendTheirTracesToTheDashboard()
    {
        using var run = StackModel.Running("");
        using var published = StackModel.Published("");

        foreach (var service in new[] { "lms", "cms", "lms-worker", "cms-worker" })
        {
            var environment = await run.EnvironmentAsync(service);
            Assert.Equal("http://172.17.0.1:18890", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
            Assert.Equal(service, environment["OTEL_SERVICE_NAME"]);
            Assert.Equal("/run/secrets/telemetry-key", environment["DEVSTACK_TELEMETRY_KEY_FILE"]);
            Assert.DoesNotContain(environment.Values, value => value.Contains(StackModel.TelemetryKey, StringComparison.Ordinal));
            Assert.Contains(run[service].Annotations.OfType<SecretFileAnnotation>(), file => file.Path == "/run/secrets/telemetry-key");
            Assert.DoesNotContain(await published.EnvironmentAsync(service), variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task TelemetryIsSwitchedOffWithItsPackages()
    {
        using var run = StackModel.Running("telemetry: false");

        Assert.StartsWith("devstack/openedx-dev:", run.ImageOf("lms"), StringComparison.Ordinal);
        Assert.DoesNotContain(await run.EnvironmentAsync("lms"), variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal));
    }

    [Fact]
    public void AnImageOfOnesOwnIsTakenAsItIs()
    {
        const string Yaml = "registry: registry.example.org:5000/mirror\nimages: {openedx: example.org/my/openedx:7, mysql: 'example.org/mysql@sha256:" +
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        Assert.Equal("example.org/my/openedx:7", published.ImageOf("lms"));
        Assert.Equal("example.org/my/openedx:7", published.ImageOf("cms-migrations"));
        Assert.StartsWith("devstack/openedx-telemetry:", run.ImageOf("lms"), StringComparison.Ordinal);
        Assert.Contains(run.Model.Resources.OfType<ImageResource>(), image => image.Reference == "example.org/my/openedx:7");
        Assert.Equal("example.org/mysql@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", published.ImageOf("mysql"));
    }

    [Fact]
    public void ARegistryStandsInThePlaceOfEachImagesOwn()
    {
        const string Yaml = "registry: registry.example.org:5000/mirror";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        foreach (var model in new[] { run, published })
        {
            Assert.Equal("registry.example.org:5000/mirror/library/mysql:8.4.9", model.ImageOf("mysql"));
            Assert.Equal("registry.example.org:5000/mirror/axllent/mailpit:v1.22.3", model.ImageOf("mail"));
        }

        Assert.Equal("registry.example.org:5000/mirror/overhangio/openedx:22.0.0", published.ImageOf("lms"));
    }

    [Fact]
    public void WhatIsBuiltHereGoesIntoTheRegistryWhenItIsPublished()
    {
        const string Yaml = "release: miniature\nregistry: registry.example.org";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        Assert.StartsWith("devstack/miniature-mysql:", run.ImageOf("mysql"), StringComparison.Ordinal);
        Assert.StartsWith("registry.example.org/devstack/miniature-mysql:", published.ImageOf("mysql"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMemoryLimitIsTheEngines()
    {
        const string Yaml = "memory: {lms: 1.5g, mysql: 512M}";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        Assert.Equal(1536L << 20, published["lms"].Annotations.OfType<ResourceLimitsAnnotation>().Last().MemoryLimit);
        Assert.Contains($"{512L << 20}", await run.RuntimeArgumentsAsync("mysql"));
        Assert.DoesNotContain("--memory", await run.RuntimeArgumentsAsync("cms"));
    }

    [Fact]
    public void AMemoryLimitOfNothingIsAMistake()
    {
        var error = Assert.Throws<DevstackConfigurationException>(() => StackModel.Running("memory:\n  lsm: 1g"));

        Assert.StartsWith("devstack.yaml:3: no container is called 'lsm'. Did you mean 'lms'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkersRunAsManyTasksAsTheyAreTold()
    {
        const string Yaml = "workers: {lms: 3, cms: 2}";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        foreach (var model in new[] { run, published })
        {
            Assert.Contains("--concurrency=3", await model.ArgumentsAsync("lms-worker"));
            Assert.Contains("--concurrency=2", await model.ArgumentsAsync("cms-worker"));
        }
    }

    [Fact]
    public async Task WebWorkersAreUwsgis()
    {
        using var published = StackModel.Published("webWorkers: {lms: 5, cms: 1}");
        using var run = StackModel.Running("webWorkers: {lms: 5, cms: 1}");

        Assert.Equal("5", (await published.EnvironmentAsync("lms"))["UWSGI_WORKERS"]);
        Assert.Equal("1", (await published.EnvironmentAsync("cms"))["UWSGI_WORKERS"]);
        // The development server has threads instead.
        Assert.False((await run.EnvironmentAsync("lms")).ContainsKey("UWSGI_WORKERS"));
    }

    [Fact]
    public void RequirementsAreALayerOverTheReleasesImage()
    {
        const string Yaml = "pipRequirements: [my-xblock==1.2, 'git+https://example.org/x@main']";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        foreach (var model in new[] { run, published })
        {
            var layer = model.Model.Resources.OfType<ImageResource>().Select(image => image.Source).OfType<BuiltImage>().Single(image => image.Name == "devstack/openedx");
            Assert.Equal("my-xblock==1.2\ngit+https://example.org/x@main", layer.Arguments["PIP_REQUIREMENTS"]);
            Assert.Equal(ImageSource.Pull("docker.io/overhangio/openedx:22.0.0"), layer.From);
        }

        Assert.StartsWith("devstack/openedx:", published.ImageOf("lms-worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherRequirementsAreAnotherImage()
    {
        using var one = StackModel.Published("pipRequirements: [a==1]");
        using var other = StackModel.Published("pipRequirements: [a==2]");

        Assert.NotEqual(one.ImageOf("lms"), other.ImageOf("lms"));
    }

    [Fact]
    public void SettingsAndFlagsAreThoseOfTheService()
    {
        const string Yaml = "settings: {cms: {MY_LIMIT: 3}}\nfeatures: {MY_FLAG: true}\ncontactEmail: help@example.org\nplatformName: Mine\nlanguage: fr";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        foreach (var model in new[] { run, published })
        {
            Assert.Equal(3L, model.Settings(PlatformVariant.Cms).Set["MY_LIMIT"]);
            Assert.False(model.Settings(PlatformVariant.Lms).Set.ContainsKey("MY_LIMIT"));
            Assert.Equal(true, model.Settings(PlatformVariant.Lms).Merge.Map("FEATURES")["MY_FLAG"]);
            Assert.Equal("help@example.org", model.Settings(PlatformVariant.Lms).Yaml["CONTACT_EMAIL"]);
            Assert.Equal("Mine", model.Settings(PlatformVariant.Lms).Yaml["PLATFORM_NAME"]);
            Assert.Equal("fr", model.Settings(PlatformVariant.Lms).Yaml["LANGUAGE_CODE"]);
        }
    }

    [Fact]
    public async Task APythonFileRunsAtTheEndOfTheSettings()
    {
        using var run = StackModel.Running("pythonSettings: {lms: mine.py}", ("mine.py", "A = 1\n"));
        using var published = StackModel.Published("pythonSettings: {lms: mine.py}", ("mine.py", "A = 1\n"));

        foreach (var model in new[] { run, published })
        {
            var path = (await model.EnvironmentAsync("lms-worker"))["DEVSTACK_SETTINGS_SNIPPET"];
            Assert.Equal("A = 1\n", model["lms"].Annotations.OfType<TextFileAnnotation>().Single(file => file.Path == path).Text());
            Assert.False((await model.EnvironmentAsync("cms")).ContainsKey("DEVSTACK_SETTINGS_SNIPPET"));
        }
    }

    [Fact]
    public async Task LanguagesAreThoseThatPeopleCanPick()
    {
        const string Yaml = "languages: [en, pt-br]";
        using var run = StackModel.Running(Yaml);
        using var published = StackModel.Published(Yaml);

        foreach (var model in new[] { run, published })
        {
            Assert.Equal("[en, pt-br]", SettingsYaml.Inline(model.Settings(PlatformVariant.Lms).Keep["LANGUAGES"]));
            Assert.Contains(await model.ArgumentsAsync("lms-setup"), argument => argument.Contains("languages='en,pt-br'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void OnePlatformHasSeveralThemesAndSitesOfThem()
    {
        const string Yaml = "theme: {name: ocean}\nthemes: [ocean, forest/]\nsites: {wood.example.org: forest, sea.openedx.example.org: ocean}";
        (string, string)[] files = [("ocean/lms/static/sass/_variables.scss", ""), ("forest/lms/static/sass/_variables.scss", "")];
        using var run = StackModel.Running(Yaml, files);
        using var published = StackModel.Published(Yaml, files);

        Assert.Equal(["/openedx/themes/forest", "/openedx/themes/ocean"], run["lms"].Annotations.OfType<ContainerMountAnnotation>().Select(mount => mount.Target).Where(target => target.StartsWith("/openedx/themes/", StringComparison.Ordinal)));
        Assert.Equal(["forest", "ocean"], run["theme-assets"].Annotations.OfType<JobAnnotation>().Single().Command.TakeLast(2));
        var layer = published.Model.Resources.OfType<ImageResource>().Select(image => image.Source).OfType<BuiltImage>().Single(image => image.Name == "devstack/openedx");
        Assert.Equal(("forest ocean", "forest ocean"), (layer.Arguments["THEMES"], string.Join(' ', layer.Folders.Keys.Select(folder => folder["themes/".Length..]).Order(StringComparer.Ordinal))));
        var port = run.Platform.Sites.Lms.Port; // another stack may have the usual one
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"[('sea.openedx.example.org:{port}', 'http://sea.openedx.example.org:{port}', '', 'ocean'), ('wood.example.org:{port}', 'http://wood.example.org:{port}', 'wood.example.org', 'forest')]"),
            Job(run),
            StringComparison.Ordinal);
        Assert.Contains("('wood.example.org', 'https://wood.example.org', 'wood.example.org', 'forest')", Job(published), StringComparison.Ordinal);
        Assert.Contains("\nwood.example.org {", published["proxy"].Annotations.OfType<TextFileAnnotation>().Single().Text(), StringComparison.Ordinal);
        Assert.Contains(published["proxy"].Annotations.OfType<RouteAnnotation>(), route => route.Host.ValueExpression == "wood.example.org");
        Assert.Contains("wood.example.org", string.Join(' ', (IEnumerable<object?>)published.Settings(PlatformVariant.Lms).Set["ALLOWED_HOSTS"]!), StringComparison.Ordinal);

        static string Job(StackModel stack) => stack["lms-sites"].Annotations.OfType<JobAnnotation>().Single().Command[^1];
    }

    [Fact]
    public void AThemeIsMountedInADevstackAndALayerOfThePublishedImage()
    {
        using var run = StackModel.Running("theme: {folder: ocean}", ("ocean/lms/static/sass/_variables.scss", "$blue: #00f;\n"));
        using var published = StackModel.Published("theme: {folder: ocean}", ("ocean/lms/static/sass/_variables.scss", "$blue: #00f;\n"));

        Assert.Contains(run["lms"].Annotations.OfType<ContainerMountAnnotation>(), mount => mount.Target == "/openedx/themes/ocean" && mount.Source == Path.Combine(run.Folder, "ocean"));
        Assert.Contains("theme-assets", run.Containers);
        var layer = published.Model.Resources.OfType<ImageResource>().Select(image => image.Source).OfType<BuiltImage>().Single(image => image.Name == "devstack/openedx");
        Assert.Equal(("ocean", Path.Combine(published.Folder, "ocean")), (layer.Arguments["THEMES"], layer.Folders["themes/ocean"]));
        Assert.DoesNotContain("theme-assets", published.Containers);
        foreach (var model in new[] { run, published })
        {
            Assert.Equal("ocean", model.Settings(PlatformVariant.Lms).Yaml["DEFAULT_SITE_THEME"]);
        }
    }

    [Fact]
    public void APortIsTheOneThatIsAskedFor()
    {
        using var run = StackModel.Running("ports: {mysql: 23406, lms: 28000}");

        Assert.Equal(23406, run["mysql"].Annotations.OfType<EndpointAnnotation>().First().Port);
        Assert.Equal(28000, run["proxy"].Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "lms").Port);
    }

    [Theory]
    [InlineData("sumac", "discussions.enable_forum_v2,forum_v2.enable_mysql_backend")]
    [InlineData("ulmo", "forum_v2.enable_mysql_backend")]
    [InlineData("verawood", "")]
    public async Task DiscussionsAreInTheForumThatTheReleaseHas(string release, string flags)
    {
        using var run = StackModel.Running($"release: {release}\nservices: {{mfe: false}}"); // they bring flags of their own

        Assert.Contains(await run.ArgumentsAsync("lms-setup"), argument => argument.Contains($"flags='{flags}'", StringComparison.Ordinal));
        Assert.Contains("initialize_forum_indices", await run.ArgumentsAsync("forum-index"));
    }
}
