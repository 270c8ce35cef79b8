using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Secrets;

namespace Devstack.OpenEdx.Services.Discovery;

/// <summary>Course Discovery's Elasticsearch: it knows no other engine, whichever the platform has (tutor.md 6.4).</summary>
internal static class CatalogueSearch
{
    public const string Name = "elasticsearch";

    private const int User = 1000;

    // Of the server's memory; it takes as much again for its caches (tutor.md 6.1 gives it 1 GB).
    private const string Heap = "-Xms512m -Xmx512m";

    public static IResourceBuilder<ElasticsearchResource> Add(IResourceBuilder<OpenEdxResource> platform)
    {
        var builder = platform.ApplicationBuilder;
        var server = builder.AddElasticsearch(Name);
        var password = server.Resource.PasswordParameter.For(new("Course Discovery's account in Elasticsearch"));
        // Without an argument the password goes to curl.
        var health = $"printf 'user = \"elastic:%s\"' \"$(cat {SecretFileAnnotation.PathOf(password)})\" | curl -fsS -K - http://127.0.0.1:9200/_cluster/health";
        return server
            .WithImage(platform.Resource.Release.Images.Services[Name], platform.Resource.Images)
            .WithDataVolume()
            .WithSecretVariable("ELASTIC_PASSWORD", password, User)
            .WithEnvironment("cluster.name", "openedx")
            .WithEnvironment("ES_JAVA_OPTS", Heap)
            .WithReadiness("sh", "-c", health)
            .WithSize(Size.Elasticsearch)
            // It writes its keys beside its configuration: the root can't be read-only.
            .WhenPublished(published => published.WithUser(User).WithCapabilities());
    }
}
