"""Settings that follow from other settings."""


class Derived:
    """A setting's value, computed from the finished settings."""

    def __init__(self, function):
        self.function = function


class _Namespace:
    """Attribute access to a settings module's dictionary; resolves what is derived on the way."""

    def __init__(self, values):
        self._values = values

    def __getattr__(self, name):
        try:
            value = self._values[name]
        except KeyError:
            raise AttributeError(name) from None
        if isinstance(value, Derived):
            value = self._values[name] = value.function(self)
        return value


def derive_settings(values):
    """Replace every Derived value in the settings `values` (a module's `globals()`) by what it computes."""
    namespace = _Namespace(values)
    for name, value in list(values.items()):
        if isinstance(value, Derived):
            values[name] = value.function(namespace)
