"""Connections to MongoDB, from the dictionaries in DOC_STORE_CONFIG, MODULESTORE and CONTENTSTORE."""
import functools
import os

import pymongo
from pymongo.read_preferences import ReadPreference

READ_PREFERENCES = {
    "PRIMARY": ReadPreference.PRIMARY,
    "PRIMARY_PREFERRED": ReadPreference.PRIMARY_PREFERRED,
    "SECONDARY": ReadPreference.SECONDARY,
    "SECONDARY_PREFERRED": ReadPreference.SECONDARY_PREFERRED,
    "NEAREST": ReadPreference.NEAREST,
}


def client_options(config):
    """The arguments of MongoClient for such a dictionary.

    `password` may be null: then no one logs in. `authsource` is the older spelling of `auth_source`, and
    `tlsAllowInvalidCertificates` and the like are handed on as they are.
    """
    known = {"db", "host", "port", "user", "password", "collection", "ssl", "replicaSet", "auth_source",
             "authsource", "read_preference", "connect", "tz_aware"}
    options = {key: value for key, value in config.items() if key not in known and value is not None}
    options.update(host=config.get("host") or "localhost", port=int(config.get("port") or 27017), tz_aware=True)
    # A page shouldn't wait for MongoClient's half minute when the server is away.
    options.setdefault("connectTimeoutMS", 2000)
    options.setdefault("socketTimeoutMS", 6000)
    options.setdefault("serverSelectionTimeoutMS", max(int(options["connectTimeoutMS"]), 2000))
    if config.get("ssl"):
        options["tls"] = True
    if config.get("replicaSet"):
        options["replicaSet"] = config["replicaSet"]
    if config.get("user"):
        options["username"] = config["user"]
        options["password"] = config.get("password") or ""
        options["authSource"] = config.get("auth_source") or config.get("authsource") or config["db"]
    return options


@functools.lru_cache(maxsize=None)
def _client(pid, items):
    # Lazy, so that nothing happens at import; by process, as a client doesn't survive a fork.
    return pymongo.MongoClient(connect=False, **dict(items))


def connect_to_mongodb(config):
    """The database that such a dictionary names. Connects at its first use, not now."""
    options = client_options(config)
    database = _client(os.getpid(), tuple(sorted(options.items())))[config.get("db") or "edxapp"]
    preference = READ_PREFERENCES.get(config.get("read_preference"))
    return database.with_options(read_preference=preference) if preference else database
