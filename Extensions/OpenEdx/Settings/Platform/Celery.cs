using System.Globalization;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>The task queues.</summary>
internal static class Celery
{
    // Digests wait for up to a week. Redis hands a task out again when nobody confirmed it in this time, and people would get it twice.
    private const int VisibilitySeconds = 8 * 24 * 60 * 60;

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (Redis.Of(context) is { } redis)
        {
            settings.Yaml["CELERY_BROKER_TRANSPORT"] = redis.Scheme;
            settings.Yaml["CELERY_BROKER_HOSTNAME"] = redis.Server.Address;
            settings.Yaml["CELERY_BROKER_VHOST"] = redis.QueueDatabase.ToString(CultureInfo.InvariantCulture);
            settings.Yaml["CELERY_BROKER_USER"] = redis.Server.User ?? "";
            // The platform pastes it into a URL as it is.
            settings.Yaml["CELERY_BROKER_PASSWORD"] = redis.Server.Password is { } password ? new SecretText(password, SecretForm.Uri) : "";
            if (redis.Server.Tls)
            {
                settings.Yaml["CELERY_BROKER_USE_SSL"] = redis.Server.CaPath is null
                    ? new SettingsMap { ["ssl_cert_reqs"] = "required" }
                    : new SettingsMap { ["ssl_cert_reqs"] = "required", ["ssl_ca_certs"] = redis.Server.CaPath };
            }
        }

        if (!context.Development)
        {
            settings.Yaml["CELERY_BROKER_TRANSPORT_OPTIONS"] = new SettingsMap { ["visibility_timeout"] = VisibilitySeconds };
        }

        // Each hands tasks to the other's workers.
        settings.Yaml["ALTERNATE_WORKER_QUEUES"] = context.IsLms ? "cms" : "lms";
        // devstack.py runs tasks in the request; here workers run in development as in production, unless they are off.
        var eager = !context.Platform.Runs(StackParts.Workers);
        settings.Assign(context, "CELERY_ALWAYS_EAGER", eager);
        settings.Assign(context, "CLEAR_REQUEST_CACHE_ON_TASK_COMPLETION", !eager);
        if (context.IsLms)
        {
            settings.Yaml["ACE_ROUTING_KEY"] = "edx.lms.core.default";
            // Its own queue is one that no worker serves.
            settings.Yaml["ORA_WORKFLOW_UPDATE_ROUTING_KEY"] = "edx.lms.core.default";
        }
    }
}
