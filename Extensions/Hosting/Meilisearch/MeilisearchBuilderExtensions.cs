using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Meilisearch;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds Meilisearch servers to an application.</summary>
public static class MeilisearchBuilderExtensions
{
    private const int Port = 7700; // inside the container
    private const string DataFolder = "/meili_data";

    /// <summary>Adds a Meilisearch server that runs in a container.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name: the connection string's name in what references it, and the host name for other containers.</param>
    /// <param name="masterKey">The master key, 16 bytes or more; null generates one in the parameter <c>name-masterKey</c>, which the user's secret store keeps.</param>
    /// <param name="port">The port on the host; null takes a free one. Containers always use 7700.</param>
    /// <returns>The server's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks>
    /// The image is <inheritdoc cref="MeilisearchContainerImageTags.Image"/>, tag <inheritdoc cref="MeilisearchContainerImageTags.Tag"/>.
    /// The key becomes <c>MEILI_MASTER_KEY</c>. The server counts as healthy once <c>/health</c> says that it is
    /// available (health check <c>name_check</c>, given up after 10 s).
    /// </remarks>
    public static IResourceBuilder<MeilisearchResource> AddMeilisearch(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource>? masterKey = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var masterKeyParameter = masterKey?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-masterKey");
        var server = new MeilisearchResource(name, masterKeyParameter)
        {
            QuotesMasterKey = builder.ExecutionContext.IsRunMode,
        };
        var healthCheckKey = $"{name}_check";
        builder.Services.AddHealthChecks().Add(MeilisearchHealthCheck.Register(healthCheckKey, server));

        return builder.AddResource(server)
            .WithImage(MeilisearchContainerImageTags.Image, MeilisearchContainerImageTags.Tag)
            .WithImageRegistry(MeilisearchContainerImageTags.Registry)
            .WithHttpEndpoint(targetPort: Port, port: port, name: MeilisearchResource.PrimaryEndpointName)
            .WithEnvironment(context => context.EnvironmentVariables["MEILI_MASTER_KEY"] = masterKeyParameter)
            .WithHealthCheck(healthCheckKey);
    }

    /// <summary>Keeps the server's data in a named volume.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="name">The volume's name; null makes one from the application's and the resource's name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>It is mounted on <c>/meili_data</c>.</remarks>
    public static IResourceBuilder<MeilisearchResource> WithDataVolume(this IResourceBuilder<MeilisearchResource> builder, string? name = null)
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
    /// <remarks>It is mounted on <c>/meili_data</c>.</remarks>
    public static IResourceBuilder<MeilisearchResource> WithDataBindMount(this IResourceBuilder<MeilisearchResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);

        return builder.WithBindMount(source, DataFolder);
    }
}
