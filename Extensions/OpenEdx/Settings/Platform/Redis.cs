using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>The Redis server of caches, task queues and events, each in a database of its own number: emptying the cache loses no task.</summary>
internal sealed class Redis
{
    private const int UsualPort = 6379;

    private readonly Server _server;

    private Redis(Server server, int queueDatabase, int cacheDatabase)
    {
        _server = server;
        QueueDatabase = queueDatabase;
        CacheDatabase = cacheDatabase;
    }

    public Server Server => _server;

    public int QueueDatabase { get; }

    public int CacheDatabase { get; }

    public string Scheme => _server.Tls ? "rediss" : "redis";

    /// <summary>The server; <see langword="null"/> while the platform has none.</summary>
    public static Redis? Of(PlatformSettingsContext context) => Of(context.Platform, context.Options);

    /// <inheritdoc cref="Of(PlatformSettingsContext)"/>
    public static Redis? Of(OpenEdxResource platform, DevstackOptions options)
    {
        var external = options.External.Redis;
        if (external.IsUsed)
        {
            return new(Server.External(platform, "redis", external, UsualPort), external.QueueDatabase, external.CacheDatabase);
        }

        return platform.Redis is { } redis
            ? new(Server.Of(redis, redis.PrimaryEndpoint, UsualPort) with { Password = redis.PasswordParameter }, external.QueueDatabase, external.CacheDatabase)
            : null;
    }

    /// <summary>The address of one of its databases, with the password.</summary>
    public object Url(int database)
    {
        var path = database.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _server.Url(Scheme, _server.Tls && _server.CaPath is not null ? $"{path}?ssl_ca_certs={_server.CaPath}" : path);
    }
}
