using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Logs go to the container's output. The platform's default is syslog, which a container hasn't got.</summary>
internal static class Logging
{
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Yaml["LOG_DIR"] = "/openedx/data/logs";
        settings.Yaml["LOGGING_ENV"] = "sandbox";

        var logging = settings.Merge.Map("LOGGING");
        // Other settings name this handler.
        logging.Map("handlers")["local"] = Replace(new SettingsMap { ["class"] = "logging.NullHandler" });
        // The event log that analytics reads: a JSON object a line, apart from the other lines, which go to the error output.
        logging.Map("formatters")["raw"] = Replace(new SettingsMap { ["format"] = "%(message)s" });
        logging.Map("handlers")["tracking"] = Replace(new SettingsMap
        {
            ["class"] = "logging.StreamHandler",
            ["level"] = "DEBUG",
            ["formatter"] = "raw",
            ["stream"] = "ext://sys.stdout",
        });
        logging.Map("loggers").Map("tracking")["handlers"] = List("tracking");
    }
}
