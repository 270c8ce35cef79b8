namespace Devstack.OpenEdx.Configuration;

/// <summary>A Redis server of your own. Section <c>external.redis</c>; port 6379, no user unless said.</summary>
public sealed class ExternalRedisOptions : ExternalServerOptions
{
    /// <summary>The number of the database for tasks. Default 0, as Tutor.</summary>
    [Number("the number of a database", 0, 65535)]
    public int QueueDatabase { get; set; }

    /// <summary>The number of the database for the cache. Default 1, as Tutor: emptying the cache must not lose tasks.</summary>
    [Number("the number of a database", 0, 65535)]
    public int CacheDatabase { get; set; } = 1;
}
