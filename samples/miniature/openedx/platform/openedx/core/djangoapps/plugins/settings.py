"""Lets plugins have a say in a settings module."""
from openedx.core.djangoapps.plugins import registry


class _Module:
    """The settings module as `plugin_settings` sees it: an object whose attributes it sets."""

    def __init__(self, values):
        object.__setattr__(self, "_values", values)

    def __getattr__(self, name):
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self._values[name] = value


def add_plugins(values, service, kind):
    """Call the plugins' `plugin_settings` of this kind on a settings module's `globals()`."""
    if kind == "common":
        values["INSTALLED_APPS"] = [*values["INSTALLED_APPS"], *registry.plugin_apps(service)]
    for module in registry.settings_modules(service, kind):
        module.plugin_settings(_Module(values))
