namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Events between the services, through Redis streams.</summary>
internal static class EventBus
{
    /// <summary>What topics start with; the same in all services of a platform.</summary>
    public const string TopicPrefix = "dev";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Assign(context, "EVENT_BUS_PRODUCER", "edx_event_bus_redis.create_producer");
        settings.Assign(context, "EVENT_BUS_CONSUMER", "edx_event_bus_redis.RedisEventConsumer");
        settings.Assign(context, "EVENT_BUS_TOPIC_PREFIX", TopicPrefix);
        if (Redis.Of(context) is { } redis)
        {
            settings.Assign(context, "EVENT_BUS_REDIS_CONNECTION_URL", redis.Url(redis.QueueDatabase));
        }
    }
}
