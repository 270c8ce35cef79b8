"""Feature flags: since Ulmo each is a setting of its own, and FEATURES is a view of them."""
from collections.abc import MutableMapping

from django.conf import settings


class FeaturesProxy(MutableMapping):
    """FEATURES as a mapping over the settings in `namespace` (a settings module's `globals()`)."""

    def __init__(self, namespace, known):
        self.namespace = namespace
        self.known = set(known)
        self.written = set()

    def __getitem__(self, name):
        if name not in self.known:
            raise KeyError(name)
        return self.namespace[name]

    def __setitem__(self, name, value):
        self.known.add(name)
        self.written.add(name)
        self.namespace[name] = value

    def __delitem__(self, name):
        self.known.remove(name)

    def __iter__(self):
        return iter(sorted(self.known))

    def __len__(self):
        return len(self.known)

    def rebound(self, namespace):
        """The same flags over another module's settings."""
        return FeaturesProxy(namespace, self.known)


def is_enabled(name):
    """Whether a flag is on.

    A module on top of production holds copies of the settings: what it assigns at top level and what it writes
    through FEATURES end up in different places. Both count; what was written through FEATURES goes first.
    """
    features = settings.FEATURES
    if not isinstance(features, FeaturesProxy) or name in features.written:
        return bool(features.get(name, False))
    return bool(getattr(settings, name, features.get(name, False)))
