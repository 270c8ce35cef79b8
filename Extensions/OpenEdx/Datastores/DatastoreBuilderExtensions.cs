using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx;

/// <summary>Connects a platform with its datastores, which get the release's image, a probe, and their secret as a file instead of a variable.</summary>
public static class DatastoreBuilderExtensions
{
    // The ids of mysql, mongodb and redis in their official images.
    private const int DatabaseUser = 999;
    private const int MeilisearchUser = 1000;

    /// <summary>The platform keeps its tables in <paramref name="mysql"/>.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="mysql">The server.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<OpenEdxResource> WithMySql(
        this IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MySqlServerResource> mysql)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(mysql);

        if (platform.Resource.Options.External.MySql.IsUsed)
        {
            return platform.Without(mysql.Resource, mysql.Resource.PasswordParameter);
        }

        var release = platform.Resource.Release;
        platform.Resource.MySql = mysql.Resource;
        mysql.WithImage(release.Images.MySql, platform.Resource.Images)
            .WithPortOf(platform.Resource)
            .WithArgs([$"--character-set-server={release.MySqlCharset}", $"--collation-server={release.MySqlCollation}", .. release.MySqlArguments])
            .WithSecretVariable("MYSQL_ROOT_PASSWORD", mysql.Resource.PasswordParameter, DatabaseUser)
            // Over TCP: on its first start the image runs a temporary server on the socket alone.
            .WithReadiness("mysqladmin", "ping", "--host=127.0.0.1", "--silent");
        return platform;
    }

    /// <summary>The platform keeps its courses in <paramref name="mongodb"/>.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="mongodb">The server.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<OpenEdxResource> WithMongoDB(
        this IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MongoDBServerResource> mongodb)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(mongodb);

        if (platform.Resource.Options.External.MongoDB.IsUsed)
        {
            return platform.Without(mongodb.Resource, mongodb.Resource.PasswordParameter);
        }

        platform.Resource.MongoDB = mongodb.Resource;
        mongodb.WithImage(platform.Resource.Release.Images.MongoDB, platform.Resource.Images)
            .WithPortOf(platform.Resource)
            .WithReadiness("mongosh", "--quiet", "--eval", "db.adminCommand('ping').ok");
        if (mongodb.Resource.PasswordParameter is { } password)
        {
            mongodb.WithSecretVariable("MONGO_INITDB_ROOT_PASSWORD", password, DatabaseUser);
        }

        return platform;
    }

    /// <summary>The platform keeps its caches, sessions and task queues in <paramref name="redis"/>.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="redis">The server.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<OpenEdxResource> WithRedis(
        this IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<RedisResource> redis)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(redis);

        if (platform.Resource.Options.External.Redis.IsUsed)
        {
            return platform.Without(redis.Resource, redis.Resource.PasswordParameter);
        }

        platform.Resource.Redis = redis.Resource;
        redis.WithImage(platform.Resource.Release.Images.Redis, platform.Resource.Images).WithPortOf(platform.Resource);
        if (redis.Resource.PasswordParameter is not { } password)
        {
            redis.WithReadiness("sh", "-c", "redis-cli ping | grep -q PONG");
            return platform;
        }

        var file = SecretFileAnnotation.PathOf(password);
        redis.WithSecretFile(password, DatabaseUser)
            .WithEnvironment(context => context.EnvironmentVariables.Remove("REDIS_PASSWORD"))
            .WithEnvironment("DEVSTACK_REDIS_PASSWORD_FILE", file) // for whoever opens a client in the container
            // The configuration comes by standard input: a password among the arguments could be read in every process list.
            // Aspire's own callback, which comes last, joins the arguments into one command for "/bin/sh -c".
            .WithArgs(context =>
            {
                context.Args.Clear();
                context.Args.Add($"printf 'requirepass %s\\n' \"$(cat {file})\" | exec redis-server - --dir /data --appendonly yes");
            })
            .WithContainerRuntimeUser(DatabaseUser)
            .WithReadiness("sh", "-c", $"REDISCLI_AUTH=\"$(cat {file})\" redis-cli ping | grep -q PONG");
        return platform;
    }

    /// <summary>The platform finds courses and content with <paramref name="search"/>.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="search">The server.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<OpenEdxResource> WithSearch(
        this IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MeilisearchResource> search)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(search);

        if (platform.Resource.Options.External.Search.IsUsed || !platform.Resource.Runs(StackParts.Search))
        {
            return platform.Without(search.Resource, search.Resource.MasterKeyParameter);
        }

        platform.Resource.Search = search.Resource;
        var key = search.Resource.MasterKeyParameter;
        search.WithImage(platform.Resource.Release.Images.Search, platform.Resource.Images)
            .WithSecretFile(key, MeilisearchUser)
            .WithEnvironment(context => context.EnvironmentVariables.Remove("MEILI_MASTER_KEY"))
            .WithEnvironment("MEILI_NO_ANALYTICS", "true")
            .WithEntrypoint("/bin/sh")
            // The server reads its key from a variable or an argument only; a variable of the process isn't part of the container's description.
            .WithArgs("-c", $"MEILI_MASTER_KEY=\"$(cat {SecretFileAnnotation.PathOf(key)})\" exec meilisearch")
            // People reach it by its site's name, through the proxy.
            .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithReadiness("curl", "-fsS", "http://localhost:7700/health");
        return platform;
    }

    /// <summary>The platform's e-mails end in <paramref name="mail"/>, where a developer reads them.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="mail">The catcher.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<OpenEdxResource> WithMail(
        this IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MailPitContainerResource> mail)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(mail);

        if (platform.Resource.Options.External.Smtp.IsUsed || !platform.Resource.Runs(StackParts.Mail))
        {
            return platform.Without(mail.Resource);
        }

        platform.Resource.Mail = mail.Resource;
        mail.WithImage(platform.Resource.Release.Images.Mail, platform.Resource.Images)
            .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        return platform;
    }

    // A server of the user's own stands in its place, or the part is off.
    private static IResourceBuilder<OpenEdxResource> Without(
        this IResourceBuilder<OpenEdxResource> platform, IResource datastore, ParameterResource? secret = null)
    {
        platform.ApplicationBuilder.Resources.Remove(datastore);
        if (secret is not null)
        {
            platform.ApplicationBuilder.Resources.Remove(secret);
        }

        return platform;
    }

    private static IResourceBuilder<T> WithPortOf<T>(this IResourceBuilder<T> builder, OpenEdxResource platform)
        where T : ContainerResource, IResourceWithEndpoints
    {
        if (platform.Sites.FindPort(builder.Resource.Name) is { } port)
        {
            foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Take(1))
            {
                endpoint.Port = port;
            }
        }

        return builder;
    }

    // The official images read NAME_FILE in place of NAME: the value then stands in no description of the container.
    private static IResourceBuilder<T> WithSecretVariable<T>(this IResourceBuilder<T> builder, string name, ParameterResource secret, int owner)
        where T : ContainerResource => builder
            .WithSecretFile(secret, owner)
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables.Remove(name);
                context.EnvironmentVariables[$"{name}_FILE"] = SecretFileAnnotation.PathOf(secret);
            });

    private static IResourceBuilder<T> WithContainerRuntimeUser<T>(this IResourceBuilder<T> builder, int user)
        where T : ContainerResource => builder.WithContainerRuntimeArgs("--user", $"{user}:{user}");
}
