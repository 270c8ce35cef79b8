using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx.Tests.Settings;

/// <summary>Platforms that are described and never started.</summary>
internal static class Platforms
{
    /// <summary>The releases whose documents are pinned.</summary>
    public static readonly string[] Releases = ["miniature", "sumac", "teak", "ulmo", "verawood", "master"];

    public static readonly PlatformVariant[] Variants = [PlatformVariant.Lms, PlatformVariant.Cms];

    /// <summary>A platform with a container for each datastore, and the sites of a devstack or of <c>courses.example.org</c>.</summary>
    public static OpenEdxResource Of(string release, bool development = true, Action<DevstackOptions>? change = null)
    {
        var options = new DevstackOptions { Release = release, Host = development ? "local.openedx.io" : "courses.example.org" };
        change?.Invoke(options);
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var found = ReleaseCatalog.Get(release);
        var platform = new OpenEdxResource(
            "openedx", options, found, new ImageCatalog(AppContext.BaseDirectory), SitesOf(found, options.Host, development), SecretsOf(builder, "openedx"));
        SetMySql(platform, builder.AddMySql("mysql").Resource);
        SetMongoDB(platform, builder.AddMongoDB("mongodb").Resource);
        SetRedis(platform, builder.AddRedis("redis").Resource);
        SetSearch(platform, builder.AddMeilisearch("meilisearch").Resource);
        SetMail(platform, builder.AddMailPit("mail").Resource);
        return platform;
    }

    public static ParameterResource Secret(string name) => new(name, _ => "", secret: true);

    private static SiteMap SitesOf(Release release, string host, bool development)
    {
        var sites = new SiteMap(host, https: !development);
        int Port(int developmentPort) => development ? developmentPort : 443;
        sites.Add("lms", host, Port(8000), 8000);
        sites.Add("cms", $"studio.{host}", Port(8001), 8001);
        if (release.HasPreviewHost)
        {
            sites.Add("preview", $"preview.{host}", Port(8000), 8000);
        }

        sites.Add("meilisearch", $"meilisearch.{host}", Port(7700), 7700);
        if (release.MicroFrontends.Count > 0)
        {
            sites.Add("apps", $"apps.{host}", Port(8002), 8002);
            if (development)
            {
                // A person works on this one: it runs by itself.
                sites.Add("learning", $"apps.{host}", 2000, 2000);
            }
        }

        return sites;
    }

    // What the verbs of the library do to a platform, without their containers, jobs and free ports.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PlatformSecrets SecretsOf(IDistributedApplicationBuilder builder, string prefix);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_MySql")]
    private static extern void SetMySql(OpenEdxResource platform, MySqlServerResource? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_MongoDB")]
    private static extern void SetMongoDB(OpenEdxResource platform, MongoDBServerResource? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Redis")]
    private static extern void SetRedis(OpenEdxResource platform, RedisResource? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Search")]
    private static extern void SetSearch(OpenEdxResource platform, MeilisearchResource? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Mail")]
    private static extern void SetMail(OpenEdxResource platform, MailPitContainerResource? value);
}
