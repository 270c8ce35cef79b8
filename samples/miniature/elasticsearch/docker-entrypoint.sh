#!/bin/sh
# eswrapper means elasticsearch; root steps down to 'elasticsearch' and takes over the data folder.
set -eu

if [ "${1:-}" = eswrapper ] || [ "${1:-}" = elasticsearch ]; then
    shift
    set -- elasticsearch "$@"
    if [ "$(id -u)" -eq 0 ]; then
        find /usr/share/elasticsearch/data \! -user elasticsearch -exec chown elasticsearch:elasticsearch '{}' +
        exec setpriv --reuid=elasticsearch --regid=elasticsearch --init-groups -- "$@"
    fi
fi

exec "$@"
