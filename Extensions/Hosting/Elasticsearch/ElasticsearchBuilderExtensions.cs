using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Elasticsearch;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds Elasticsearch servers to an application.</summary>
public static class ElasticsearchBuilderExtensions
{
    private const int HttpPort = 9200; // both inside the container
    private const int InternalPort = 9300;
    private const string DataFolder = "/usr/share/elasticsearch/data";

    /// <summary>Adds an Elasticsearch server that runs in a container, as a cluster of one node.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name: the connection string's name in what references it, and the host name for other containers.</param>
    /// <param name="password">The password of the user <c>elastic</c>; null generates one in the parameter <c>name-password</c>, which the user's secret store keeps.</param>
    /// <param name="port">The host's port for the endpoint <c>http</c>; null takes a free one. The endpoint <c>internal</c> always gets a free one.</param>
    /// <returns>The server's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks>
    /// The image is <inheritdoc cref="ElasticsearchContainerImageTags.Image"/>, tag <inheritdoc cref="ElasticsearchContainerImageTags.Tag"/>.
    /// The password becomes <c>ELASTIC_PASSWORD</c>; security is on, TLS isn't. The server counts as healthy once it
    /// says that its cluster is green or yellow (health check <c>name_check</c>, given up after 10 s).
    /// </remarks>
    public static IResourceBuilder<ElasticsearchResource> AddElasticsearch(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var passwordParameter = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password");
        var server = new ElasticsearchResource(name, passwordParameter);
        var healthCheckKey = $"{name}_check";
        builder.Services.AddHealthChecks().Add(ElasticsearchHealthCheck.Register(healthCheckKey, server));

        return builder.AddResource(server)
            .WithImage(ElasticsearchContainerImageTags.Image, ElasticsearchContainerImageTags.Tag)
            .WithImageRegistry(ElasticsearchContainerImageTags.Registry)
            .WithHttpEndpoint(targetPort: HttpPort, port: port, name: ElasticsearchResource.PrimaryEndpointName)
            .WithEndpoint(targetPort: InternalPort, name: ElasticsearchResource.InternalEndpointName)
            .WithEnvironment("discovery.type", "single-node")
            .WithEnvironment("xpack.security.enabled", "true")
            .WithEnvironment(context => context.EnvironmentVariables["ELASTIC_PASSWORD"] = passwordParameter)
            .WithHealthCheck(healthCheckKey);
    }

    /// <summary>Keeps the server's data in a named volume.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="name">The volume's name; null makes one from the application's and the resource's name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// It is mounted on <c>/usr/share/elasticsearch/data</c>. The password is part of the data: keep the parameter with the volume.
    /// </remarks>
    public static IResourceBuilder<ElasticsearchResource> WithDataVolume(this IResourceBuilder<ElasticsearchResource> builder, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataFolder);
    }

    /// <summary>Keeps the server's data in a folder of the host.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="source">The folder, absolute or relative to the AppHost's project.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> is empty.</exception>
    /// <remarks>It is mounted on <c>/usr/share/elasticsearch/data</c>; user 1000 has to be able to write there.</remarks>
    public static IResourceBuilder<ElasticsearchResource> WithDataBindMount(this IResourceBuilder<ElasticsearchResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);

        return builder.WithBindMount(source, DataFolder);
    }
}
