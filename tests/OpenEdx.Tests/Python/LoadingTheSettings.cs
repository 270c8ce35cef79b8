using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Settings;

namespace Devstack.OpenEdx.Tests.Python;

public sealed partial class LoadingTheSettings
{
    // Characters that mean something in URLs, YAML and shells; the line break is how people's editors end a file.
    private const string NastyPassword = "p@ss:w/rd#1? \"é\" 🎓";
    private const string QuotedPassword = "p%40ss%3Aw%2Frd%231%3F%20%22%C3%A9%22%20%F0%9F%8E%93";

    public static TheoryData<string, bool, string> All()
    {
        var settings = new TheoryData<string, bool, string>();
        foreach (var release in new[] { "sumac", "teak", "ulmo", "verawood" })
        {
            foreach (var development in new[] { true, false })
            {
                settings.Add(release, development, "lms");
                settings.Add(release, development, "cms");
            }
        }

        return settings;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AllThreeCourseStoresAreOurs(string release, bool development, string service)
    {
        var settings = Load(release, development, service);

        var stores = settings["MODULESTORE"]!["default"]!["OPTIONS"]!["stores"]!.AsArray().Select(store => store!["DOC_STORE_CONFIG"]!);
        foreach (var store in stores.Prepend(settings["CONTENTSTORE"]!["DOC_STORE_CONFIG"]!).Prepend(settings["DOC_STORE_CONFIG"]!))
        {
            Assert.Equal("mongodb", Text(store["host"]));
            Assert.Equal("admin", Text(store["user"]));
            Assert.Equal(NastyPassword, Text(store["password"]));
            Assert.Equal("admin", Text(store["authsource"]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void DatabasesCachesAndQueuesAreOurs(string release, bool development, string service)
    {
        var settings = Load(release, development, service);

        Assert.Equal(["default"], settings["DATABASES"]!.AsObject().Select(database => database.Key));
        Assert.Equal(NastyPassword, Text(settings["DATABASES"]!["default"]!["PASSWORD"]));
        Assert.DoesNotContain("StudentModuleHistoryExtendedRouter", settings["DATABASE_ROUTERS"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("a.replica.Router", settings["DATABASE_ROUTERS"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("coursewarehistoryextended", settings["INSTALLED_APPS"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal($"redis://:{QuotedPassword}@redis:6379/1", Text(settings["CACHES"]!["default"]!["LOCATION"]));
        Assert.Equal(
            ["default", "general", "mongo_metadata_inheritance", "configuration", "celery", "course_structure_cache", "ora2-storage", "staticfiles", "loc_cache"],
            settings["CACHES"]!.AsObject().Select(cache => cache.Key));
        Assert.Equal($"redis://:{QuotedPassword}@redis:6379/0", Text(settings["BROKER_URL"]));
        Assert.Equal($"redis://:{QuotedPassword}@redis:6379/0", Text(settings["EVENT_BUS_REDIS_CONNECTION_URL"]));
        Assert.False((bool)settings["CELERY_ALWAYS_EAGER"]!);
        Assert.Equal(["edx.cms.core.default", "edx.lms.core.default"], settings["CELERY_QUEUES"]!.AsObject().Select(queue => queue.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SearchIsMeilisearchEverywhere(string release, bool development, string service)
    {
        var settings = Load(release, development, service);

        Assert.Equal("search.meilisearch.MeilisearchEngine", Text(settings["SEARCH_ENGINE"]));
        Assert.Equal("forum.search.meilisearch.MeilisearchBackend", Text(settings["FORUM_SEARCH_BACKEND"]));
        // As Meilisearch makes it of the master key and the key's uid.
        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(NastyPassword), "6d7e1f0a-5c1b-4c59-9d57-0b8a3f2e4c11"u8)),
            Text(settings["MEILISEARCH_API_KEY"]));
        Assert.Equal(release is "sumac" or "teak" or "ulmo", settings.ContainsKey("FORUM_MONGODB_CLIENT_PARAMETERS"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TokensAreSignedWithOurKey(string release, bool development, string service)
    {
        var settings = Load(release, development, service);

        Assert.True((bool)settings["SIGNS"]!);
        Assert.Equal("openedx", Text(settings["JWT_AUTH"]!["JWT_AUDIENCE"]));
        Assert.Equal(NastyPassword, Text(settings["JWT_AUTH"]!["JWT_SECRET_KEY"]));
        Assert.Equal(NastyPassword, Text(settings["SECRET_KEY"]));
        Assert.Equal("login-service-client-id", Text(settings["JWT_AUTH"]!["JWT_LOGIN_CLIENT_ID"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void HostsMailAndCookiesAreNotThoseOfTheOfficialDevstack(string release, bool development, string service)
    {
        var settings = Load(release, development, service);

        var address = development ? "http://local.openedx.io:8000" : "https://courses.example.org";
        Assert.Equal(address, Text(settings["LMS_ROOT_URL"]));
        Assert.Equal("http://lms:8000", Text(settings["LMS_INTERNAL_ROOT_URL"]));
        Assert.Equal(development ? "Lax" : "None", Text(settings["SESSION_COOKIE_SAMESITE"]));
        Assert.Equal(service == "lms" ? "sessionid" : "studio_session_id", Text(settings["SESSION_COOKIE_NAME"]));
        Assert.Equal(("django.core.mail.backends.smtp.EmailBackend", development ? "mail" : "smtp"), (Text(settings["EMAIL_BACKEND"]), Text(settings["EMAIL_HOST"])));
        Assert.Equal("django_email", Text(settings["ACE_CHANNEL_DEFAULT_EMAIL"]));
        if (service == "lms")
        {
            Assert.False((bool)settings["OAUTH_ENFORCE_SECURE"]!);
            Assert.DoesNotContain("localhost:18130", settings["IDA_LOGOUT_URI_LIST"]!.ToJsonString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(address, Text(settings["SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT"]));
            Assert.Equal("cms-sso", Text(settings["SOCIAL_AUTH_EDX_OAUTH2_KEY"]));
            Assert.Contains("<Lazy>", settings["LOGIN_REDIRECT_WHITELIST"]!.AsArray().Select(Text));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FlagAndSettingAgree(string release, bool development, string service)
    {
        var settings = Load(release, development, service, options => options.Features["A_FLAG_OF_MINE"] = true);

        var features = settings["FEATURES"]!;
        Assert.True((bool)features["A_FLAG_OF_MINE"]!);
        Assert.Equal(service == "lms", (bool)features["ENABLE_COURSE_DISCOVERY"]!);
        Assert.Equal(development, (bool)features["SHOW_HEADER_LANGUAGE_SELECTOR"]!);
        if (release is "ulmo" or "verawood")
        {
            Assert.True((bool)settings["A_FLAG_OF_MINE"]!);
            Assert.Equal(service == "lms", (bool)settings["ENABLE_COURSE_DISCOVERY"]!);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void MappingsKeepWhatWeDoNotName(string release, bool development, string service)
    {
        var settings = Load(release, development, service);

        Assert.Equal("video-images/", Text(settings["VIDEO_IMAGE_SETTINGS"]!["DIRECTORY_PREFIX"]));
        Assert.Equal("/openedx/media/", Text(settings["VIDEO_IMAGE_SETTINGS"]!["STORAGE_KWARGS"]!["location"]));
        if (service == "lms")
        {
            Assert.Equal("/media/profile-images/", Text(settings["PROFILE_IMAGE_BACKEND"]!["options"]!["base_url"]));
            Assert.Equal("hidden", Text(settings["REGISTRATION_EXTRA_FIELDS"]!["terms_of_service"]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AnObjectStoreTakesTheUploads(string release, bool development, string service)
    {
        const string Backend = "storages.backends.s3boto3.S3Boto3Storage";
        var settings = Load(release, development, service, options => (options.External.S3.Host, options.External.S3.Tls) = ("s3.example.org", true));

        Assert.Equal(Backend, settings.ContainsKey("DEFAULT_FILE_STORAGE") ? Text(settings["DEFAULT_FILE_STORAGE"]) : Text(settings["STORAGES"]!["default"]!["BACKEND"]));
        Assert.Equal("https://s3.example.org", Text(settings["AWS_S3_ENDPOINT_URL"]));
        Assert.Equal((Backend, "openedx/media/grades"), (Text(settings["GRADES_DOWNLOAD"]!["STORAGE_CLASS"]), Text(settings["GRADES_DOWNLOAD"]!["STORAGE_KWARGS"]!["location"])));
        Assert.Equal("openedx/media/", Text(settings["VIDEO_IMAGE_SETTINGS"]!["STORAGE_KWARGS"]!["location"]));
        Assert.Equal("s3", Text(settings["ORA2_FILEUPLOAD_BACKEND"]));
        if (service == "lms")
        {
            Assert.Equal((Backend, false), (Text(settings["PROFILE_IMAGE_BACKEND"]!["class"]), (bool)settings["PROFILE_IMAGE_BACKEND"]!["options"]!["querystring_auth"]!));
        }
        else
        {
            Assert.Equal(Backend, Text(settings["USER_TASKS_ARTIFACT_STORAGE"]));
        }
    }

    [Fact]
    public void AnAppThatTheImageLacksIsNotAskedFor()
    {
        var settings = Load("verawood", development: true, "cms");

        Assert.DoesNotContain("debug_toolbar", settings["INSTALLED_APPS"]!.ToJsonString() + settings["MIDDLEWARE"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("first", settings["MIDDLEWARE"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EventsAreLinesOfJsonOnTheOutputAndTheRestGoesToTheErrorOutput()
    {
        using var run = new SettingsRun("verawood", development: true, "lms");

        Assert.StartsWith("""{"event": "logged"}""", run.Output, StringComparison.Ordinal);
        Assert.Contains("a line for people", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TextsOfAnyLanguageArriveWhole()
    {
        const string Name = "Ünï 🎓: 'no' # yes";
        var settings = Load("verawood", development: false, "lms", options => options.PlatformName = Name);

        Assert.Equal(Name, Text(settings["PLATFORM_NAME"]));
    }

    [Fact]
    public void OnlyTheLanguagesThatAPersonNamesAreLeft()
    {
        var settings = Load("verawood", development: false, "lms", options => options.Languages = ["en", "pt-br"]);

        Assert.Equal(["en", "pt-br"], settings["LANGUAGES"]!.AsArray().Select(language => Text(language![0])));
        Assert.Equal(["en", "pt-br"], settings["LANGUAGE_DICT"]!.AsObject().Select(language => language.Key));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NoSecretIsInTheDocument(string release, bool development, string service)
    {
        var variant = service == "lms" ? PlatformVariant.Lms : PlatformVariant.Cms;

        var document = PlatformSettings.DocumentOf(Platforms.Of(release, development), variant, development);

        // What looks like a password, a key or a token is a reference to a file.
        var read = new YamlDotNet.Serialization.Deserializer().Deserialize<object>(document);
        Assert.Empty(OpenSecrets("", read));
    }

    // Each start costs a process: the tests share those without changes, and only read.
    private static readonly ConcurrentDictionary<(string, bool, string), Lazy<JsonObject>> Loaded = new();

    private static JsonObject Load(string release, bool development, string service) => Loaded
        .GetOrAdd((release, development, service), key => new(() => Load(key.Item1, key.Item2, key.Item3, _ => { })))
        .Value;

    private static JsonObject Load(string release, bool development, string service, Action<DevstackOptions> change)
    {
        using var run = new SettingsRun(release, development, service, change);
        return run.Settings;
    }

    private static IEnumerable<string> OpenSecrets(string name, object? value) => value switch
    {
        Dictionary<object, object> map => map.SelectMany(pair => OpenSecrets((string)pair.Key, pair.Value)),
        List<object> list => list.SelectMany(item => OpenSecrets(name, item)),
        string { Length: > 0 } text when SecretName().IsMatch(name) && text is not ("null" or "true" or "false") => [$"{name}: {text}"],
        string text when OpenText().IsMatch(text) => [$"{name}: {text}"],
        _ => [],
    };

    // A key, or a URL with a password.
    [GeneratedRegex("PRIVATE KEY|://[^/@]*:[^/@]+@")]
    private static partial Regex OpenText();

    [GeneratedRegex("(?i)^(?!\\$).*(password|secret|secret_key|api_key|access_key|_jwk(_set)?)$")]
    private static partial Regex SecretName();

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    /// <summary>One start of a service's settings with the program that containers run.</summary>
    private sealed class SettingsRun : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("devstack-settings-").FullName;

        public SettingsRun(string release, bool development, string service, Action<DevstackOptions>? change = null)
        {
            var variant = service == "lms" ? PlatformVariant.Lms : PlatformVariant.Cms;
            var platform = Platforms.Of(release, development, change);
            Document = PlatformSettings.DocumentOf(platform, variant, development);
            File.WriteAllText(At("document.yml"), Document);
            Directory.CreateDirectory(At("secrets"));
            foreach (var secret in PlatformSettings.Of(platform, variant, development).Secrets)
            {
                File.WriteAllText(At($"secrets/{secret.Name}"), (secret.Name == "openedx-jwt-key" ? SigningKey.Pem : NastyPassword) + "\n");
            }

            var (output, errors) = PythonProgram.Run("load.py", new()
            {
                ["DEVSTACK_SETTINGS"] = At("document.yml"),
                ["DEVSTACK_SETTINGS_BASE"] = $"{service}.envs.{(development ? "devstack" : "production")}",
                ["DEVSTACK_SETTINGS_VARIABLES"] = service == "lms" ? "LMS_CFG" : "CMS_CFG STUDIO_CFG",
                ["DEVSTACK_SECRETS"] = At("secrets"),
                ["FAKE_GENERATION"] = platform.Release.HasFeatureProxy ? "view" : "dictionary",
            });
            (Output, Errors) = (output, errors);
            Settings = (JsonObject)JsonNode.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
        }

        public string Document { get; }

        public string Output { get; }

        public string Errors { get; }

        public JsonObject Settings { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        private string At(string name) => Path.Combine(_folder, name);
    }

    private static class SigningKey
    {
        public static string Pem { get; } = Make();

        private static string Make()
        {
            using var key = RSA.Create(2048);
            return key.ExportRSAPrivateKeyPem();
        }
    }
}
