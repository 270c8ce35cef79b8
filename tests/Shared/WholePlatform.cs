using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx;

namespace Devstack.Tests;

/// <summary>The model of <c>AppHost/Program.cs</c>, in its order: what is published follows it.</summary>
internal static class WholePlatform
{
    /// <param name="builder">The builder, which knows its <c>devstack.yaml</c>.</param>
    /// <param name="own">What a team adds before the web proxy.</param>
    public static void Add(IDistributedApplicationBuilder builder, Action<IResourceBuilder<OpenEdxResource>>? own = null)
    {
        var mysql = builder.AddMySql("mysql").WithDataVolume();
        var mongodb = builder.AddMongoDB("mongodb").WithDataVolume();
        var redis = builder.AddRedis("redis").WithDataVolume();
        var search = builder.AddMeilisearch("meilisearch").WithDataVolume();
        var mail = builder.AddMailPit("mail");
        var openedx = builder.AddOpenEdx("openedx").WithMySql(mysql).WithMongoDB(mongodb).WithRedis(redis).WithSearch(search).WithMail(mail);
        openedx.AddObjectStorage();
        openedx.AddLms().WithLiveReload().WithDebugger();
        openedx.AddCms().WithLiveReload().WithDebugger();
        openedx.AddWorkers();
        openedx.AddBeat();
        openedx.AddSchedules();
        openedx.AddEventRouting();
        openedx.AddAssetWatchers();
        openedx.AddMicroFrontends();
        openedx.AddCodejail();
        openedx.AddNotes();
        openedx.AddXQueue();
        openedx.AddDiscovery();
        openedx.AddCredentials();
        openedx.AddEcommerce();
        own?.Invoke(openedx);
        openedx.AddWebProxy();
    }
}
