using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Events between the services, through Redis streams.</summary>
internal static class EventBus
{
    /// <summary>What topics start with; the same in all services of a platform.</summary>
    public const string TopicPrefix = "dev";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        Write(context.Platform, context.Options, settings.Yaml);
        if (context.Development)
        {
            // devstack.py assigns them, too.
            Write(context.Platform, context.Options, settings.Set);
        }
    }

    /// <summary>The settings of every service that sends or takes events.</summary>
    public static void Write(OpenEdxResource platform, DevstackOptions options, SettingsMap section)
    {
        section["EVENT_BUS_PRODUCER"] = "edx_event_bus_redis.create_producer";
        section["EVENT_BUS_CONSUMER"] = "edx_event_bus_redis.RedisEventConsumer";
        section["EVENT_BUS_TOPIC_PREFIX"] = TopicPrefix;
        if (Redis.Of(platform, options) is { } redis)
        {
            section["EVENT_BUS_REDIS_CONNECTION_URL"] = redis.Url(redis.QueueDatabase);
        }
    }
}
