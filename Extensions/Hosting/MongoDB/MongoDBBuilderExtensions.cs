using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.MongoDB;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds MongoDB servers and their databases to an application.</summary>
public static class MongoDBBuilderExtensions
{
    private const int Port = 27017; // inside the container
    private const string DataFolder = "/data/db";
    private const string InitFolder = "/docker-entrypoint-initdb.d";

    /// <summary>Adds a MongoDB server that runs in a container, with user <c>admin</c> and a generated password.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name: the connection string's name in what references it, and the host name for other containers.</param>
    /// <param name="port">The port on the host; null takes a free one. Containers always use 27017.</param>
    /// <returns>The server's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IResourceBuilder<MongoDBServerResource> AddMongoDB(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port) =>
        AddMongoDB(builder, name, port, userName: null, password: null);

    /// <summary>Adds a MongoDB server that runs in a container.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name: the connection string's name in what references it, and the host name for other containers.</param>
    /// <param name="port">The port on the host; null takes a free one. Containers always use 27017.</param>
    /// <param name="userName">The root user's name; null means <c>admin</c>.</param>
    /// <param name="password">The root user's password; null generates one of letters and digits in the parameter <c>name-password</c>, which the user's secret store keeps.</param>
    /// <returns>The server's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks>
    /// The image is <inheritdoc cref="MongoDBContainerImageTags.Image"/>, tag <inheritdoc cref="MongoDBContainerImageTags.Tag"/>.
    /// User and password become <c>MONGO_INITDB_ROOT_USERNAME</c> and <c>MONGO_INITDB_ROOT_PASSWORD</c>. The server
    /// counts as healthy once this user can log in and a ping is answered (health check <c>name_check</c>, given up after 10 s).
    /// </remarks>
    public static IResourceBuilder<MongoDBServerResource> AddMongoDB(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var passwordParameter = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var server = new MongoDBServerResource(name, userName?.Resource, passwordParameter);
        var healthCheckKey = $"{name}_check";
        builder.Services.AddHealthChecks().Add(MongoDBHealthCheck.Register(healthCheckKey, server, databaseName: "admin"));

        return builder.AddResource(server)
            .WithImage(MongoDBContainerImageTags.Image, MongoDBContainerImageTags.Tag)
            .WithImageRegistry(MongoDBContainerImageTags.Registry)
            .WithEndpoint(targetPort: Port, port: port, name: MongoDBServerResource.PrimaryEndpointName)
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["MONGO_INITDB_ROOT_USERNAME"] = server.UserNameReference;
                context.EnvironmentVariables["MONGO_INITDB_ROOT_PASSWORD"] = passwordParameter;
            })
            .WithIconName("DatabaseMultiple")
            .WithHealthCheck(healthCheckKey);
    }

    /// <summary>Adds a database of the server. Nothing is created: MongoDB makes it when something is first written to it.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="name">The resource's name, and the connection string's name in what references it.</param>
    /// <param name="databaseName">The database's name on the server; null takes <paramref name="name"/>.</param>
    /// <returns>The database's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="databaseName"/> is empty.</exception>
    /// <remarks>Its health check <c>name_check</c> sends the ping to this database.</remarks>
    public static IResourceBuilder<MongoDBDatabaseResource> AddDatabase(
        this IResourceBuilder<MongoDBServerResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var database = new MongoDBDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.AddDatabase(database);
        var healthCheckKey = $"{name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(MongoDBHealthCheck.Register(healthCheckKey, database, database.DatabaseName));

        return builder.ApplicationBuilder.AddResource(database)
            .WithIconName("Database")
            .WithHealthCheck(healthCheckKey);
    }

    /// <summary>Adds Mongo Express, a web page on this server.</summary>
    /// <typeparam name="T">The server's type.</typeparam>
    /// <param name="builder">The server's builder.</param>
    /// <param name="configureContainer">Changes the Mongo Express container.</param>
    /// <param name="containerName">The Mongo Express resource's name; null takes <c>server-mongoexpress</c>.</param>
    /// <returns>The server's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// The image is <inheritdoc cref="MongoDBContainerImageTags.MongoExpressImage"/>, tag <inheritdoc cref="MongoDBContainerImageTags.MongoExpressTag"/>.
    /// Whoever opens its page is root on the server, so it isn't published.
    /// </remarks>
    public static IResourceBuilder<T> WithMongoExpress<T>(
        this IResourceBuilder<T> builder,
        Action<IResourceBuilder<MongoExpressContainerResource>>? configureContainer = null,
        string? containerName = null)
        where T : MongoDBServerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        var server = builder.Resource;
        var mongoExpress = builder.ApplicationBuilder
            .AddResource(new MongoExpressContainerResource(containerName ?? $"{server.Name}-mongoexpress"))
            .WithImage(MongoDBContainerImageTags.MongoExpressImage, MongoDBContainerImageTags.MongoExpressTag)
            .WithImageRegistry(MongoDBContainerImageTags.Registry)
            .WithHttpEndpoint(targetPort: 8081, name: MongoExpressContainerResource.HttpEndpointName)
            .WithEnvironment(context => MongoExpressEnvironment.Set(context.EnvironmentVariables, server))
            .WithIconName("WindowDatabase")
            .WithParentRelationship(server)
            .ExcludeFromManifest();
        configureContainer?.Invoke(mongoExpress);

        return builder;
    }

    /// <summary>Sets the port of Mongo Express on the host.</summary>
    /// <param name="builder">Mongo Express's builder.</param>
    /// <param name="port">The port on the host; null takes a free one.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IResourceBuilder<MongoExpressContainerResource> WithHostPort(this IResourceBuilder<MongoExpressContainerResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithEndpoint(MongoExpressContainerResource.HttpEndpointName, endpoint => endpoint.Port = port);
    }

    /// <summary>Keeps the server's data in a named volume.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="name">The volume's name; null makes one from the application's and the resource's name.</param>
    /// <param name="isReadOnly">Whether the server may only read it. Default: it may write.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>It is mounted on <c>/data/db</c>. The password is part of the data: keep the parameter with the volume.</remarks>
    public static IResourceBuilder<MongoDBServerResource> WithDataVolume(
        this IResourceBuilder<MongoDBServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataFolder, isReadOnly);
    }

    /// <summary>Keeps the server's data in a folder of the host.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="source">The folder, absolute or relative to the AppHost's project.</param>
    /// <param name="isReadOnly">Whether the server may only read it. Default: it may write.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> is empty.</exception>
    /// <remarks>It is mounted on <c>/data/db</c>; the container's <c>mongodb</c> user has to be able to write there.</remarks>
    public static IResourceBuilder<MongoDBServerResource> WithDataBindMount(
        this IResourceBuilder<MongoDBServerResource> builder, string source, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);

        return builder.WithBindMount(source, DataFolder, isReadOnly);
    }

    /// <summary>Copies scripts into the container that the image runs when it starts on an empty data folder.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="source">A file, or a folder with all in it; absolute or relative to the AppHost's project.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> is empty.</exception>
    /// <remarks>
    /// They land in <c>/docker-entrypoint-initdb.d</c>, where <c>.js</c> and <c>.sh</c> run in the order of their names.
    /// They are read when the container is created, or when the application is published; a path that doesn't exist
    /// then fails the server with that message.
    /// </remarks>
    public static IResourceBuilder<MongoDBServerResource> WithInitFiles(this IResourceBuilder<MongoDBServerResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);

        var path = Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithContainerFiles(InitFolder, (_, _) => Task.FromResult(InitFiles.Read(path)));
    }
}
