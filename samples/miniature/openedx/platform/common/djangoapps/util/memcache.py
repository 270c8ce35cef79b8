"""The KEY_FUNCTION of the default caches."""
import hashlib
from urllib.parse import quote_plus

LONGEST_KEY = 250  # Memcached's limit


def safe_key(key, key_prefix, version):
    """A key that memcached takes: no spaces or control characters, and short."""
    name = quote_plus(f"{key_prefix}:{version}:{key}", safe=":")
    if len(name) <= LONGEST_KEY:
        return name
    return f"{key_prefix}:{version}:{hashlib.sha256(name.encode()).hexdigest()}"
