using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.MySql;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds MySQL servers and their databases to an application.</summary>
public static class MySqlBuilderExtensions
{
    private const int Port = 3306; // inside the container
    private const string DataFolder = "/var/lib/mysql";
    private const string InitFolder = "/docker-entrypoint-initdb.d";

    /// <summary>Adds a MySQL server that runs in a container.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name: the connection string's name in what references it, and the host name for other containers.</param>
    /// <param name="password">The password of <c>root</c>; null generates one in the parameter <c>name-password</c>, which the user's secret store keeps.</param>
    /// <param name="port">The port on the host; null takes a free one. Containers always use 3306.</param>
    /// <returns>The server's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks>
    /// The image is <inheritdoc cref="MySqlContainerImageTags.Image"/>, tag <inheritdoc cref="MySqlContainerImageTags.Tag"/>.
    /// The server counts as healthy once <c>root</c> can log in over TCP and a ping is answered (health check
    /// <c>name_check</c>, given up after 10 s). The password becomes <c>MYSQL_ROOT_PASSWORD</c>; the image writes
    /// it into SQL, so leave <c>'</c> and <c>\</c> out of a password of your own.
    /// </remarks>
    public static IResourceBuilder<MySqlServerResource> AddMySql(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var passwordParameter = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password");
        var server = new MySqlServerResource(name, passwordParameter)
        {
            QuotesPassword = builder.ExecutionContext.IsRunMode,
        };
        var healthCheckKey = $"{name}_check";
        builder.Services.AddHealthChecks().Add(MySqlHealthCheck.Register(healthCheckKey, server));

        return builder.AddResource(server)
            .WithImage(MySqlContainerImageTags.Image, MySqlContainerImageTags.Tag)
            .WithImageRegistry(MySqlContainerImageTags.Registry)
            .WithEndpoint(targetPort: Port, port: port, name: MySqlServerResource.PrimaryEndpointName)
            .WithEnvironment(context => context.EnvironmentVariables["MYSQL_ROOT_PASSWORD"] = server.PasswordParameter)
            .WithIconName("DatabaseMultiple")
            .WithHealthCheck(healthCheckKey)
            .OnResourceReady((resource, ready, cancellationToken) => new MySqlDatabaseCreation(
                ready.Services.GetRequiredService<ResourceLoggerService>(),
                ready.Services.GetRequiredService<ResourceNotificationService>()).CreateAllAsync(resource, cancellationToken));
    }

    /// <summary>Adds a database that is created on the server once it is ready.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="name">The resource's name, and the connection string's name in what references it.</param>
    /// <param name="databaseName">The database's name on the server; null takes <paramref name="name"/>.</param>
    /// <returns>The database's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="databaseName"/> is empty.</exception>
    /// <remarks>
    /// An existing database stays as it is. When the creation fails, the database's state is <c>FailedToStart</c>, its
    /// log and its health report say why, and whatever waits for it doesn't start; the server and its other databases
    /// go on. Starting the server again tries again.
    /// This happens in run mode only: published files describe the server, who deploys them creates the database.
    /// </remarks>
    public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(
        this IResourceBuilder<MySqlServerResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var database = new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.AddDatabase(database);
        var healthCheckKey = $"{name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(MySqlHealthCheck.Register(healthCheckKey, database));

        return builder.ApplicationBuilder.AddResource(database)
            .WithIconName("Database")
            .WithHealthCheck(healthCheckKey);
    }

    /// <summary>Creates the database with SQL of yours instead of <c>CREATE DATABASE IF NOT EXISTS</c>.</summary>
    /// <param name="builder">The database's builder.</param>
    /// <param name="script">
    /// One or more statements, parted by semicolons. The server runs them as they are: <c>DELIMITER</c> and other
    /// commands of the mysql client aren't SQL. They have no default database before a <c>USE</c> of theirs.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="script"/> is null.</exception>
    /// <remarks>
    /// It runs each time the server becomes ready, also on a data volume that has the database: use <c>IF NOT EXISTS</c>.
    /// The error that the database exists already is no failure; the statements after it don't run then.
    /// </remarks>
    public static IResourceBuilder<MySqlDatabaseResource> WithCreationScript(this IResourceBuilder<MySqlDatabaseResource> builder, string script)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(script);

        return builder.WithAnnotation(new MySqlCreationScriptAnnotation(script), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Sets the password of <c>root</c>.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="password">The parameter that holds the password.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="password"/> is null.</exception>
    /// <remarks>A data volume keeps the password that it was made with: MySQL's image sets it on an empty one only.</remarks>
    public static IResourceBuilder<MySqlServerResource> WithPassword(
        this IResourceBuilder<MySqlServerResource> builder, IResourceBuilder<ParameterResource> password)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(password);

        builder.Resource.PasswordParameter = password.Resource;
        return builder;
    }

    /// <summary>Adds phpMyAdmin, one container for all MySQL servers of the application, logged in as <c>root</c>.</summary>
    /// <typeparam name="T">The server's type.</typeparam>
    /// <param name="builder">The server's builder.</param>
    /// <param name="configureContainer">Changes the phpMyAdmin container; each call's callback is run on the one container.</param>
    /// <param name="containerName">The phpMyAdmin resource's name; null takes <c>phpmyadmin</c>. Only the first call's counts.</param>
    /// <returns>The server's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// The image is <inheritdoc cref="MySqlContainerImageTags.PhpMyAdminImage"/>, tag <inheritdoc cref="MySqlContainerImageTags.PhpMyAdminTag"/>.
    /// Whoever opens its page is root on the servers, so it isn't published.
    /// </remarks>
    public static IResourceBuilder<T> WithPhpMyAdmin<T>(
        this IResourceBuilder<T> builder,
        Action<IResourceBuilder<PhpMyAdminContainerResource>>? configureContainer = null,
        string? containerName = null)
        where T : MySqlServerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        var application = builder.ApplicationBuilder;
        var phpMyAdmin = application.Resources.OfType<PhpMyAdminContainerResource>().SingleOrDefault() is { } existing
            ? application.CreateResourceBuilder(existing)
            : AddPhpMyAdmin(application, containerName ?? "phpmyadmin");
        configureContainer?.Invoke(phpMyAdmin);

        return builder;
    }

    /// <summary>Sets the port of phpMyAdmin on the host.</summary>
    /// <param name="builder">phpMyAdmin's builder.</param>
    /// <param name="port">The port on the host; null takes a free one.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IResourceBuilder<PhpMyAdminContainerResource> WithHostPort(this IResourceBuilder<PhpMyAdminContainerResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithEndpoint(PhpMyAdminContainerResource.HttpEndpointName, endpoint => endpoint.Port = port);
    }

    /// <summary>Keeps the server's data in a named volume.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="name">The volume's name; null makes one from the application's and the resource's name.</param>
    /// <param name="isReadOnly">Whether the server may only read it. Default: it may write.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// It is mounted on <c>/var/lib/mysql</c>. The password is part of the data: keep the parameter with the volume.
    /// </remarks>
    public static IResourceBuilder<MySqlServerResource> WithDataVolume(
        this IResourceBuilder<MySqlServerResource> builder, string? name = null, bool isReadOnly = false)
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
    /// <remarks>It is mounted on <c>/var/lib/mysql</c>; the container's <c>mysql</c> user has to be able to write there.</remarks>
    public static IResourceBuilder<MySqlServerResource> WithDataBindMount(
        this IResourceBuilder<MySqlServerResource> builder, string source, bool isReadOnly = false)
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
    /// They land in <c>/docker-entrypoint-initdb.d</c>, where <c>.sql</c>, <c>.sql.gz</c> and <c>.sh</c> run in the order
    /// of their names. They are read when the container is created, or when the application is published; a path
    /// that doesn't exist then fails the server with that message.
    /// </remarks>
    public static IResourceBuilder<MySqlServerResource> WithInitFiles(this IResourceBuilder<MySqlServerResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);

        var path = Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithContainerFiles(InitFolder, (_, _) => Task.FromResult(InitFiles.Read(path)));
    }

    private static IResourceBuilder<PhpMyAdminContainerResource> AddPhpMyAdmin(IDistributedApplicationBuilder builder, string name)
    {
        var phpMyAdmin = new PhpMyAdminContainerResource(name);

        return builder.AddResource(phpMyAdmin)
            .WithImage(MySqlContainerImageTags.PhpMyAdminImage, MySqlContainerImageTags.PhpMyAdminTag)
            .WithImageRegistry(MySqlContainerImageTags.Registry)
            .WithHttpEndpoint(targetPort: 80, name: PhpMyAdminContainerResource.HttpEndpointName)
            .WithContainerFiles(PhpMyAdminConfiguration.Folder, (_, cancellationToken) =>
                PhpMyAdminConfiguration.FilesAsync(phpMyAdmin, builder.Resources.OfType<MySqlServerResource>(), cancellationToken))
            .WithIconName("WindowDatabase")
            .ExcludeFromManifest();
    }
}
