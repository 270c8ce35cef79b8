using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Jobs;

/// <summary>Creates the key with which the platform reads and writes its indexes in Meilisearch.</summary>
internal static class SearchKeyJob
{
    public static PlatformJobResource Add(IResourceBuilder<OpenEdxResource> platform, string name, MeilisearchResource search) =>
        platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
            .WithPlatform(platform.Resource, PlatformVariant.Cms)
            .WithSize(Size.Job)
            .WithSecretFile(search.MasterKeyParameter, PlatformContainers.User)
            .WithIconName("ClipboardTask")
            .WaitFor(platform.ApplicationBuilder.CreateResourceBuilder(search))
            .AsJob(new(Call(search, "create_search_key", $", '{Search.MeilisearchIndexPrefix}'")) { Check = Call(search, "check_search_key") })
            .Resource;

    private static string[] Call(MeilisearchResource search, string function, string more = "") =>
    [
        "python", "-c",
        $"import devstack_jobs; devstack_jobs.{function}('http://{search.Name}:7700', '{SecretFileAnnotation.PathOf(search.MasterKeyParameter)}', '{Search.MeilisearchKeyUid}'{more})",
    ];
}
