"""Defaults of everything that has a host and a port: MySQL, MongoDB, the caches."""
CACHE_TIMEOUTS = {
    "default": None,
    "general": None,
    "configuration": None,
    "mongo_metadata_inheritance": 300,
    "course_structure_cache": 604800,
    "celery": 7200,
    "staticfiles": None,
}


def databases():
    """LMS and Studio share one database; the learners' history has its own."""
    return {
        alias: {
            "ENGINE": "django.db.backends.mysql",
            "HOST": "127.0.0.1",
            "PORT": "3306",
            "NAME": name,
            "USER": "edxapp001",
            "PASSWORD": "password",
            "ATOMIC_REQUESTS": alias == "default",
            "CONN_MAX_AGE": 0,
            "OPTIONS": {},
        }
        for alias, name in (
            ("default", "edxapp"),
            ("read_replica", "edxapp"),
            ("student_module_history", "edxapp_csmh"),
        )
    }


def caches():
    """Memcached on this machine, as everywhere in Open edX's defaults: deployments write CACHES whole."""
    caches = {}
    for alias, timeout in CACHE_TIMEOUTS.items():
        caches[alias] = {
            "BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache",
            "LOCATION": ["localhost:11211"],
            "KEY_PREFIX": alias,
            "KEY_FUNCTION": "common.djangoapps.util.memcache.safe_key",
            "OPTIONS": {"no_delay": True, "ignore_exc": True, "use_pooling": True, "connect_timeout": 0.5},
        }
        if timeout:
            caches[alias]["TIMEOUT"] = timeout
    caches["default"]["VERSION"] = "1"
    return caches


def doc_store():
    return {
        "db": "edxapp",
        "host": "localhost",
        "port": 27017,
        "user": "edxapp",
        "password": "password",
        "collection": "modulestore",
        "ssl": False,
        "replicaSet": "",
        "auth_source": "",
        "socketTimeoutMS": 6000,
        "connectTimeoutMS": 2000,
    }


def contentstore(doc_store_config):
    """Uploaded course files (GridFS). A structure of its own: changing DOC_STORE_CONFIG doesn't change it."""
    return {
        "ENGINE": "xmodule.contentstore.mongo.MongoContentStore",
        "OPTIONS": {key: doc_store_config[key] for key in ("db", "host", "port", "user", "password", "ssl", "auth_source")},
        "ADDITIONAL_OPTIONS": {},
        "DOC_STORE_CONFIG": dict(doc_store_config),
    }


def modulestore(doc_store_config, fs_root):
    """Where courses live. A structure of its own as well."""
    options = {
        "default_class": "xmodule.hidden_block.HiddenBlock",
        "fs_root": fs_root,
        "render_template": "common.djangoapps.edxmako.shortcuts.render_to_string",
    }
    engines = {
        "split": "xmodule.modulestore.split_mongo.split_draft.DraftVersioningModuleStore",
        "draft": "xmodule.modulestore.mongo.DraftMongoModuleStore",
    }
    return {
        "default": {
            "ENGINE": "xmodule.modulestore.mixed.MixedModuleStore",
            "OPTIONS": {
                "mappings": {},
                "stores": [
                    {"NAME": name, "ENGINE": engine, "DOC_STORE_CONFIG": dict(doc_store_config), "OPTIONS": dict(options)}
                    for name, engine in engines.items()
                ],
            },
        }
    }
