"""Reports may read from a replica: `with reading_from_replica(): ...`."""
import contextlib
import contextvars

from django.conf import settings

_alias = contextvars.ContextVar("read_alias", default=None)


@contextlib.contextmanager
def reading_from_replica():
    """Send reads to `read_replica`, if DATABASES has it."""
    token = _alias.set("read_replica" if "read_replica" in settings.DATABASES else None)
    try:
        yield
    finally:
        _alias.reset(token)


class ReadReplicaRouter:
    def db_for_read(self, model, **hints):
        return _alias.get()

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return False if db == "read_replica" else None
