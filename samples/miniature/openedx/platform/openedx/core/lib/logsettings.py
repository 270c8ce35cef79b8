"""The default LOGGING: the console and, as on the servers of old, syslog."""
import logging.handlers


class SyslogIfAny(logging.handlers.SysLogHandler):
    """Syslog; a machine without one (every container) loses the record without a word."""

    def handleError(self, record):
        """Nobody listens on /dev/log."""


def get_logger_config(service_variant, local_loglevel="INFO"):
    """The value of LOGGING. Handlers `console`, `local`, `tracking` are names that other settings refer to."""
    syslog = {
        "level": local_loglevel,
        "class": "openedx.core.lib.logsettings.SyslogIfAny",
        "address": "/dev/log",
        "formatter": "syslog_format",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "standard": {"format": "%(asctime)s %(levelname)s %(process)d [%(name)s] %(filename)s:%(lineno)d - %(message)s"},
            "syslog_format": {"format": f"[service_variant={service_variant}][%(name)s] %(levelname)s - %(message)s"},
            "raw": {"format": "%(message)s"},
        },
        "filters": {"require_debug_false": {"()": "django.utils.log.RequireDebugFalse"}},
        "handlers": {
            "console": {"level": local_loglevel, "class": "logging.StreamHandler", "formatter": "standard"},
            "local": syslog,
            "tracking": {**syslog, "level": "DEBUG", "formatter": "raw"},
        },
        "loggers": {
            "tracking": {"handlers": ["tracking"], "level": "DEBUG", "propagate": False},
            "": {"handlers": ["console", "local"], "level": "INFO", "propagate": False},
        },
    }
