using System.Text.Json.Nodes;
using CsCheck;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Tests.Settings;

public sealed class WhatAPersonSets
{
    [Fact]
    public void AFeatureWinsOverOursAndOverTheModules()
    {
        var settings = Lms(options => options.Features["ENABLE_COURSE_DISCOVERY"] = false);

        Assert.Equal(false, settings.Yaml.Map("FEATURES")["ENABLE_COURSE_DISCOVERY"]);
        Assert.Equal(false, settings.Merge.Map("FEATURES")["ENABLE_COURSE_DISCOVERY"]);
    }

    [Fact]
    public void AFlagByItsOwnNameIsTheSameFlag()
    {
        var settings = Lms(options => options.Settings["lms"] = new JsonObject { ["ENABLE_COURSE_DISCOVERY"] = false });

        Assert.Equal(false, settings.Set["ENABLE_COURSE_DISCOVERY"]);
        Assert.Equal(false, settings.Merge.Map("FEATURES")["ENABLE_COURSE_DISCOVERY"]);
    }

    [Fact]
    public void AMappingChangesWhatItNamesAndLeavesTheRest()
    {
        var settings = Lms(options => options.Settings["lms"] = (JsonObject)JsonNode.Parse("""{ "CACHES": { "default": { "TIMEOUT": 60 } } }""")!);

        var cache = settings.Yaml.Map("CACHES").Map("default");
        Assert.Equal(60L, cache["TIMEOUT"]);
        Assert.Equal("django_redis.cache.RedisCache", cache["BACKEND"]);
        Assert.True(settings.Yaml.Map("CACHES").ContainsKey("celery"));
        Assert.Equal(60L, settings.Merge.Map("CACHES").Map("default")["TIMEOUT"]);
    }

    [Fact]
    public void AMappingOfThePlatformsOwnKeepsItsDefaults()
    {
        var settings = Lms(options => options.Settings["lms"] = (JsonObject)JsonNode.Parse("""{ "VIDEO_UPLOAD_PIPELINE": { "CONCURRENT_UPLOAD_LIMIT": 2 } }""")!);

        Assert.False(settings.Yaml.ContainsKey("VIDEO_UPLOAD_PIPELINE"));
        Assert.Equal(2L, settings.Merge.Map("VIDEO_UPLOAD_PIPELINE")["CONCURRENT_UPLOAD_LIMIT"]);
    }

    [Fact]
    public void AValueReplacesALateChangeOfOurs()
    {
        var settings = Lms(options => options.Settings["lms"] = new JsonObject { ["LOGIN_REDIRECT_WHITELIST"] = new JsonArray("only.example.org") });

        Assert.Equal(["only.example.org"], Assert.IsType<IEnumerable<object?>>(settings.Set["LOGIN_REDIRECT_WHITELIST"], exactMatch: false));
        Assert.False(settings.Append.ContainsKey("LOGIN_REDIRECT_WHITELIST"));
    }

    [Fact]
    public void QueuesAreAListInTheFileAndAMappingAfterIt()
    {
        var settings = Lms(options => options.Settings["lms"] = new JsonObject { ["CELERY_QUEUES"] = new JsonArray("mine") });

        Assert.True(settings.Yaml.ContainsKey("CELERY_QUEUES"));
        Assert.False(settings.Set.ContainsKey("CELERY_QUEUES"));
    }

    [Fact]
    public void WhatIsForTheLmsIsNotForStudio()
    {
        var platform = Platforms.Of("verawood", change: options => options.Settings["lms"] = new JsonObject { ["HOMEPAGE_COURSE_MAX"] = 3 });

        Assert.False(PlatformSettings.Of(platform, PlatformVariant.Cms, development: true).Set.ContainsKey("HOMEPAGE_COURSE_MAX"));
    }

    [Fact]
    public void ATextIsWrittenAsItIs()
    {
        var platform = Platforms.Of("verawood", change: options => options.PlatformName = "Ünïversity \"é\" 🎓: no\n# really");

        var document = PlatformSettings.DocumentOf(platform, PlatformVariant.Cms, development: true);

        var read = new YamlDotNet.Serialization.Deserializer().Deserialize<Dictionary<string, Dictionary<string, object>>>(document);
        Assert.Equal("Ünïversity \"é\" 🎓: no\n# really", read["yaml"]["PLATFORM_NAME"]);
    }

    [Fact]
    public void AnySettingWinsAndDisturbsNoOther()
    {
        var name = Gen.Char['A', 'Z'].Array[1, 8].Select(letters => $"X_{new string(letters)}");
        Gen.Select(name, Gen.OneOf("1", "true", "\"text\"", "null", "[1, 2]", "1.0")).Sample((key, json) =>
        {
            var before = Lms(_ => { });
            var after = Lms(options => options.Settings["lms"] = new JsonObject { [key] = JsonNode.Parse(json) });

            return after.Set.ContainsKey(key) && after.Yaml.Remove(key) && after.Set.Remove(key)
                && (!after.Yaml.Map("FEATURES").ContainsKey(key) || (after.Yaml.Map("FEATURES").Remove(key) & after.Merge.Map("FEATURES").Remove(key)))
                && SettingsYaml.Write(after) == SettingsYaml.Write(before);
        }, iter: 20);
    }

    private static ServiceSettings Lms(Action<DevstackOptions> change) =>
        PlatformSettings.Of(Platforms.Of("verawood", change: change), PlatformVariant.Lms, development: true);
}
