using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>What learners do, sent to a learning record store by edx-event-routing-backends (openedx/event-routing-backends v9.3; openedx/tutor-contrib-aspects v3.0.3).</summary>
internal static class EventRouting
{
    /// <summary>The package, which no image of the platform has. Aspects takes it for each release since Sumac.</summary>
    public const string Requirement = "edx-event-routing-backends>=9.3.0,<9.4";

    // As Aspects gives them: a learner's dashboard is some seconds behind, and a busy course doesn't ask for each click.
    private const int BatchSize = 100;
    private const int BatchSeconds = 5;

    // Two hours of a store that answers with an error; by default a minute and a half, and then what was to be sent is gone. Longer than that, and what
    // waits would fill the memory of the workers.
    private const int RetrySeconds = 60;
    private const int Retries = 120;

    /// <summary>The settings of LMS and Studio. Where it goes and with which secret is in the database, see <see cref="EventRoutingBuilderExtensions"/>.</summary>
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (!context.Options.External.Lrs.IsUsed)
        {
            return;
        }

        var isCaliper = context.Options.External.Lrs.Format is LrsFormat.Caliper;
        // After the plugin's own settings, which come with those of the module.
        settings.Set["XAPI_EVENTS_ENABLED"] = !isCaliper;
        settings.Set["CALIPER_EVENTS_ENABLED"] = isCaliper;
        // Each event is a line of the log already.
        settings.Set["XAPI_EVENT_LOGGING_ENABLED"] = false;
        settings.Set["CALIPER_EVENT_LOGGING_ENABLED"] = false;
        settings.Set["EVENT_ROUTING_BACKEND_COUNTDOWN"] = RetrySeconds;
        settings.Set["EVENT_ROUTING_BACKEND_MAX_RETRIES"] = Retries;
        // A batch goes with the event that comes after its time: where one person works the last ones would wait for a long time.
        settings.Set["EVENT_ROUTING_BACKEND_BATCHING_ENABLED"] = !context.Development;
        settings.Set["EVENT_ROUTING_BACKEND_BATCH_SIZE"] = BatchSize;
        settings.Set["EVENT_ROUTING_BACKEND_BATCH_INTERVAL"] = BatchSeconds;
    }
}
