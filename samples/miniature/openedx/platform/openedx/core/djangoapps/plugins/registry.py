"""Django plugins: installed packages with an entry point in `lms.djangoapp` or `cms.djangoapp`.

The entry point names an AppConfig. Its attribute `plugin_app` may hold, by service and kind,
`settings_config` (modules with a function `plugin_settings(settings)`) and `url_config`.
"""
import functools
import importlib
from importlib import metadata


@functools.lru_cache(maxsize=None)
def plugin_configs(service):
    """The dotted names of the AppConfigs of a service's plugins, sorted by entry point."""
    entries = metadata.entry_points(group=service)
    return tuple(sorted({entry.name: entry.value.replace(":", ".") for entry in entries}.items()))


def plugin_apps(service):
    """What a service adds to INSTALLED_APPS."""
    return [config for _, config in plugin_configs(service)]


def load_config(dotted_name):
    module, _, name = dotted_name.rpartition(".")
    return getattr(importlib.import_module(module), name)


def settings_modules(service, kind):
    """The modules of all plugins that hold `plugin_settings` for a kind: common, production, devstack or test."""
    for _, dotted_name in plugin_configs(service):
        config = load_config(dotted_name)
        options = getattr(config, "plugin_app", {}).get("settings_config", {}).get(service, {}).get(kind)
        if options:
            yield importlib.import_module(f"{config.name}.{options.get('relative_path', 'settings')}")


def url_configs(service):
    """The (prefix, urls module) pairs of all plugins."""
    for _, dotted_name in plugin_configs(service):
        config = load_config(dotted_name)
        options = getattr(config, "plugin_app", {}).get("url_config", {}).get(service)
        if options:
            yield options.get("regex", ""), f"{config.name}.{options.get('relative_path', 'urls')}"
