using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Tests.Settings;

public sealed class ServersOfOnesOwn
{
    [Fact]
    public void MySqlKeepsTheCharactersOfItsTables()
    {
        var database = Settings(external =>
        {
            external.MySql.Host = "db.example.org";
            external.MySql.User = "edxapp001";
            external.MySql.Database = "edxapp";
            external.MySql.Tls = true;
            external.MySql.CaFile = "db.pem";
        }).Yaml.Map("DATABASES").Map("default");

        Assert.Equal(("db.example.org", 3306, "edxapp", "edxapp001"), (database["HOST"], database["PORT"], database["NAME"], database["USER"]));
        Assert.False(database.Map("OPTIONS").ContainsKey("charset"));
        Assert.Equal("/openedx/devstack/ca/mysql.pem", database.Map("OPTIONS").Map("ssl")["ca"]);
    }

    [Fact]
    public void MongoDBWithoutAUserIsAskedWithoutOne()
    {
        var store = Settings(external => (external.MongoDB.Host, external.MongoDB.ReplicaSet) = ("mongo.example.org", "rs0")).Yaml.Map("DOC_STORE_CONFIG");

        Assert.Equal("mongo.example.org", store["host"]);
        Assert.Null(store["user"]);
        Assert.Null(store["password"]);
        Assert.Equal("rs0", store["replicaSet"]);
    }

    [Fact]
    public void RedisHasItsPasswordInEveryAddress()
    {
        var settings = Settings(external =>
        {
            external.Redis.Host = "redis.example.org";
            external.Redis.User = "edx";
            external.Redis.Tls = true;
        });

        Assert.Equal("rediss://edx:<redis-password>@redis.example.org:6379/1", SettingsYaml.Inline(settings.Yaml.Map("CACHES").Map("default")["LOCATION"]));
        Assert.Equal("rediss", settings.Yaml["CELERY_BROKER_TRANSPORT"]);
        Assert.Equal("<redis-password>", SettingsYaml.Inline(settings.Yaml["CELERY_BROKER_PASSWORD"]));
        Assert.Equal("rediss://edx:<redis-password>@redis.example.org:6379/0", SettingsYaml.Inline(settings.Yaml["EVENT_BUS_REDIS_CONNECTION_URL"]));
    }

    [Fact]
    public void MeilisearchIsAskedWithTheKeyThatThePersonMade()
    {
        var settings = Settings(external => (external.Search.Host, external.Search.IndexPrefix) = ("search.example.org", "mine_"));

        Assert.Equal("http://search.example.org:7700", settings.Yaml["MEILISEARCH_URL"]);
        Assert.Equal("mine_", settings.Yaml["MEILISEARCH_INDEX_PREFIX"]);
        Assert.Equal("<search-password>", SettingsYaml.Inline(settings.Yaml["MEILISEARCH_API_KEY"]));
    }

    [Theory]
    [InlineData(false, 587, true, false)]
    [InlineData(true, 465, false, true)]
    public void SmtpStartsTlsAsItsPortWants(bool implicitTls, int port, bool starttls, bool ssl)
    {
        var settings = Settings(external =>
        {
            external.Smtp.Host = "smtp.example.org";
            external.Smtp.Port = implicitTls ? 465 : null;
            external.Smtp.Tls = true;
            external.Smtp.ImplicitTls = implicitTls;
        });

        Assert.Equal((port, starttls, ssl), (settings.Yaml["EMAIL_PORT"], settings.Yaml["EMAIL_USE_TLS"], settings.Yaml["EMAIL_USE_SSL"]));
    }

    [Fact]
    public void AnObjectStoreTakesAllUploads()
    {
        var settings = Settings(external => (external.S3.Host, external.S3.Tls, external.S3.User) = ("s3.example.org", true, "openedx"));

        Assert.Equal("https://s3.example.org", settings.Yaml["AWS_S3_ENDPOINT_URL"]);
        Assert.Equal("s3", settings.Yaml["ORA2_FILEUPLOAD_BACKEND"]);
        Assert.Equal("storages.backends.s3boto3.S3Boto3Storage", settings.Yaml["DEFAULT_FILE_STORAGE"]);
    }

    private static ServiceSettings Settings(Action<ExternalOptions> change)
    {
        var platform = Platforms.Of("verawood", development: false, options => change(options.External));
        foreach (var server in new[] { "redis", "search", "smtp", "s3" })
        {
            platform.Annotations.Add(new ExternalPasswordAnnotation(server, Platforms.Secret($"{server}-password")));
        }

        return PlatformSettings.Of(platform, PlatformVariant.Lms, development: false);
    }
}
