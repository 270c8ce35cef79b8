"""The settings module of every Django service: the service's own module, with Devstack's document around it.

Named by DJANGO_SETTINGS_MODULE; it lies outside the checkout. What is set is data, in the document that
DEVSTACK_SETTINGS names; this file only carries it out:

    yaml    written to a private file that the service's own settings module reads (DEVSTACK_SETTINGS_VARIABLES
            names the environment variables, for example LMS_CFG); without such variables assigned like ``set``
    set     assigned after that module
    merge   merged into its dictionaries, level by level
    append  appended to its lists, where missing
    remove  removed from its lists
    keep    what stays of its lists and dictionaries: items, first parts of pairs, keys

``{$secret: NAME}`` stands for the content of /run/secrets/NAME, ``{$join: [...]}`` for its parts as one text. In
``merge``, ``{$replace: VALUE}`` puts VALUE in the place of what was there.
"""
import base64
import hashlib
import hmac
import importlib
import json
import os
import tempfile
import urllib.parse
import warnings

import yaml

SECRETS = os.environ.get("DEVSTACK_SECRETS", "/run/secrets")


def _number(value):
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


def _jwk(pem, private):
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(pem.encode(), password=None).private_numbers()
    public = {"kid": "openedx", "kty": "RSA", "e": _number(key.public_numbers.e), "n": _number(key.public_numbers.n)}
    if not private:
        return json.dumps({"keys": [public]})
    return json.dumps({**public, "d": _number(key.d), "p": _number(key.p), "q": _number(key.q),
                       "dp": _number(key.dmp1), "dq": _number(key.dmq1), "qi": _number(key.iqmp)})


FORMS = {
    "text": lambda value, _: value,
    "uri": lambda value, _: urllib.parse.quote(value, safe=""),
    "private-jwk": lambda value, _: _jwk(value, private=True),
    "public-jwk-set": lambda value, _: _jwk(value, private=False),
    "meilisearch-key": lambda value, uid: hmac.new(value.encode(), uid.encode(), hashlib.sha256).hexdigest(),
}


def resolve(value):
    """Replaces references to secrets by their values."""
    if isinstance(value, list):
        return [resolve(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$secret" in value:
        with open(os.path.join(SECRETS, value["$secret"]), encoding="utf-8") as file:
            # A file that a person wrote ends in a line break.
            return FORMS[value.get("form", "text")](file.read().rstrip("\r\n"), value.get("argument"))
    if "$join" in value:
        return "".join(resolve(part) for part in value["$join"])
    return {key: resolve(item) for key, item in value.items()}


def merged(old, new):
    """``new`` over ``old``, level by level."""
    if not isinstance(new, dict):
        return new
    if "$replace" in new:
        return new["$replace"]
    old = old if isinstance(old, dict) else {}
    return {**old, **{key: merged(old.get(key), item) for key, item in new.items()}}


def merge_flags(settings, flags):
    """``flags`` into FEATURES: a dictionary, or since Ulmo a view of settings, where flag and setting have to agree."""
    features = settings.get("FEATURES")
    if features is None or isinstance(features, dict):
        settings["FEATURES"] = {**(features or {}), **flags}
        return
    settings.update(flags)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        features.update(flags)


def holds(items, item):
    """Whether ``item`` is among ``items``. A lazy address isn't looked at: it would ask for settings that aren't there yet."""
    return any(type(other) is type(item) and other == item for other in items)


def kept(present, items):
    """What of ``present`` is among ``items``: keys of a dictionary, first parts of pairs, or items."""
    if isinstance(present, dict):
        return {key: value for key, value in present.items() if key in items}
    if not isinstance(present, (list, tuple)):
        return present
    return type(present)(item for item in present if (item[0] if isinstance(item, (list, tuple)) else item) in items)


def trust(authorities):
    """Adds certificate authorities to those that Python's TLS and requests trust, for clients that have no setting for it."""
    import ssl

    bundle = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
    texts = []
    for path in [bundle, *authorities]:
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                texts.append(file.read())
    # By its content: every process of the container finds the same file, whole.
    text = "\n".join(texts)
    path = os.path.join(tempfile.gettempdir(), f"devstack-ca-{hashlib.sha256(text.encode()).hexdigest()[:16]}.pem")
    if not os.path.exists(path):
        with tempfile.NamedTemporaryFile("w", dir=tempfile.gettempdir(), suffix=".pem", encoding="utf-8", delete=False) as file:
            file.write(text)
        os.replace(file.name, path)
    for variable in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE"):
        os.environ[variable] = path


def load(path, base, variables):
    """The settings of the module ``base`` with the document at ``path`` around it, as a dictionary."""
    with open(path, encoding="utf-8") as file:
        document = resolve(yaml.safe_load(file)) or {}
    if variables:
        # Readable by this user alone, and gone as soon as the module has read it.
        with tempfile.NamedTemporaryFile("w", suffix=".yml", encoding="utf-8") as private:
            yaml.safe_dump(document.get("yaml", {}), private, allow_unicode=True, sort_keys=False)
            private.flush()
            for variable in variables:
                os.environ[variable] = private.name
            module = importlib.import_module(base)
    else:
        module = importlib.import_module(base)
        document["set"] = {**document.get("yaml", {}), **document.get("set", {})}
    settings = {name: item for name, item in vars(module).items() if not name.startswith("_")}
    settings.update(document.get("set", {}))
    for name, item in document.get("merge", {}).items():
        if name == "FEATURES":
            merge_flags(settings, item)
        else:
            settings[name] = merged(settings.get(name), item)
    for name, items in document.get("append", {}).items():
        present = settings.get(name) or []
        settings[name] = type(present)([*present, *(item for item in items if not holds(present, item))])
    for name, items in document.get("remove", {}).items():
        present = settings.get(name) or []
        settings[name] = type(present)(item for item in present if not holds(items, item))
    for name, items in document.get("keep", {}).items():
        settings[name] = kept(settings.get(name), items)
    return settings


if os.environ.get("DEVSTACK_CA_FILES") and "devstack-ca-" not in os.environ.get("SSL_CERT_FILE", ""):
    trust(os.environ["DEVSTACK_CA_FILES"].split())
if "DEVSTACK_SETTINGS" in os.environ:
    globals().update(load(
        os.environ["DEVSTACK_SETTINGS"],
        os.environ["DEVSTACK_SETTINGS_BASE"],
        os.environ.get("DEVSTACK_SETTINGS_VARIABLES", "").split()))
    if os.environ.get("DEVSTACK_SETTINGS_SNIPPET"):
        with open(os.environ["DEVSTACK_SETTINGS_SNIPPET"], encoding="utf-8") as snippet:
            exec(compile(snippet.read(), snippet.name, "exec"), globals())
