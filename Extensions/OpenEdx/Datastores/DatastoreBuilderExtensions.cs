using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Secrets;

namespace Devstack.OpenEdx;

/// <summary>Connects a platform with its datastores, which get the release's image, a probe, and their secret as a file instead of a variable.</summary>
/// <remarks>In run mode they are asked by their integrations, which start no program inside of the container for it.</remarks>
public static class DatastoreBuilderExtensions
{
    // The ids of mysql, mongodb and redis in their official images.
    private const int DatabaseUser = 999;
    private const int MeilisearchUser = 1000;

    private static readonly TimeSpan DatabaseStop = TimeSpan.FromMinutes(1);

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
        mysql.Resource.PasswordParameter.For(new("MySQL's administrator, root") { Server = SecretServer.MySqlRoot(mysql.Resource.Name) });
        mysql.WithImage(release.Images.MySql, platform.Resource.Images)
            .WithPortOf(platform.Resource)
            .WithArgs([$"--character-set-server={release.MySqlCharset}", $"--collation-server={release.MySqlCollation}", .. release.MySqlArguments])
            .WithSecretVariable("MYSQL_ROOT_PASSWORD", mysql.Resource.PasswordParameter, DatabaseUser)
            .WithSize(Size.MySql)
            .WhenPublished(published => published
                .AsDatastore(DatabaseUser, "/tmp", "/run/mysqld")
                // Over TCP: on its first start the image runs a temporary server on the socket alone.
                .WithReadiness("mysqladmin", "ping", "--host=127.0.0.1", "--silent")
                // A pool that is written back and a binary log that is closed: a server that is killed has to recover at its next start.
                .WithStopGracePeriod(DatabaseStop));
        Backups.Add(platform, mysql);
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
            .WithSize(Size.MongoDB)
            .WhenPublished(published => published
                .AsDatastore(DatabaseUser, "/tmp")
                // By its own name: on its first start the image runs a temporary server on the loopback address alone.
                .WithProbe(new(ProbeKind.Readiness, new CommandProbe(["sh", "-c", "mongosh --quiet --host \"$(hostname)\" --eval \"db.adminCommand('ping').ok\""]))
                {
                    Timeout = TimeSpan.FromSeconds(20), // each question starts a shell of its own, which takes seconds on a busy server
                })
                .WithStopGracePeriod(DatabaseStop));
        if (mongodb.Resource.PasswordParameter is { } password)
        {
            password.For(new("MongoDB's administrator, as whom the platform logs in") { Server = SecretServer.MongoDBRoot(mongodb.Resource.Name) });
            mongodb.WithSecretVariable("MONGO_INITDB_ROOT_PASSWORD", password, DatabaseUser);
        }

        Backups.Add(platform, mongodb);

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
#pragma warning disable ASPIRECERTIFICATES001 // the one way to say it
        // The platform's clients speak plain Redis; else each start would complain that the machine has no development certificate.
        redis.WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001
        redis.WithImage(platform.Resource.Release.Images.Redis, platform.Resource.Images)
            .WithPortOf(platform.Resource)
            .WithSize(Size.Redis)
            .WhenPublished(published => published.AsDatastore(DatabaseUser, "/tmp"));
        if (redis.Resource.PasswordParameter is not { } password)
        {
            redis.WhenPublished(published => published.WithReadiness("sh", "-c", "redis-cli ping | grep -q PONG"));
            return platform;
        }

        var file = SecretFileAnnotation.PathOf(password.For(new("Redis: caches, sessions and task queues")));
        redis.WithSecretFile(password, DatabaseUser)
            .WithEnvironment(context => context.EnvironmentVariables.Remove("REDIS_PASSWORD"))
            .WithEnvironment("DEVSTACK_REDIS_PASSWORD_FILE", file) // for whoever opens a client in the container
            // The configuration comes by standard input: a password among the arguments could be read in every process list.
            // In run mode Aspire itself joins the arguments into one command for "/bin/sh -c".
            .WithArgs(context =>
            {
                context.Args.Clear();
                if (context.ExecutionContext.IsPublishMode)
                {
                    context.Args.Add("-c");
                }

                context.Args.Add($$"""
                    exec redis-server - --dir /data --appendonly yes <<END
                    requirepass "$(sed 's/[\\"]/\\&/g' {{file}})"
                    END
                    """);
            })
            .WithContainerRuntimeUser(DatabaseUser)
            .WhenPublished(published => published.WithReadiness("sh", "-c", $"REDISCLI_AUTH=\"$(cat {file})\" redis-cli ping | grep -q PONG"));
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
        var key = search.Resource.MasterKeyParameter.For(new("Meilisearch's master key, of which the platform's own key is made"));
        search.WithImage(platform.Resource.Release.Images.Search, platform.Resource.Images)
            .WithSecretFile(key, MeilisearchUser)
            .WithEnvironment(context => context.EnvironmentVariables.Remove("MEILI_MASTER_KEY"))
            .WithEnvironment("MEILI_NO_ANALYTICS", "true")
            .WithEntrypoint("/bin/sh")
            // The server reads its key from a variable or an argument only; a variable of the process isn't part of the container's description.
            .WithArgs("-c", $"MEILI_MASTER_KEY=\"$(cat {SecretFileAnnotation.PathOf(key)})\" exec meilisearch")
            // People reach it by its site's name, through the proxy.
            .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithSize(Size.Search)
            .WhenPublished(published => published.AsDatastore(MeilisearchUser, "/tmp").WithReadiness("curl", "-fsS", "http://127.0.0.1:7700/health"));
        return platform;
    }

    /// <summary>The platform's e-mails end in <paramref name="mail"/>, where a developer reads them. It is published only with <c>publish.mailCatcher</c>.</summary>
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
            .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WhenPublished(published =>
            {
                if (platform.Resource.Options.Publish.MailCatcher)
                {
                    // Plain HTTP without a login: on the server itself, where ssh leads.
                    published.WithEndpoint("http", endpoint => (endpoint.IsExternal, endpoint.Port) = (true, endpoint.TargetPort));
                }
                else
                {
                    published.ExcludeFromManifest();
                }
            });
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

    // Only its volume is written to, by a user that isn't root.
    private static IResourceBuilder<T> AsDatastore<T>(this IResourceBuilder<T> builder, int user, params string[] writable)
        where T : ContainerResource => builder.WithUser(user).WithReadOnlyRoot(writable).WithCapabilities();

    // The official images read NAME_FILE in place of NAME: the value then stands in no description of the container.
    internal static IResourceBuilder<T> WithSecretVariable<T>(this IResourceBuilder<T> builder, string name, ParameterResource secret, int owner)
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
