#!/bin/sh
# Flags mean meilisearch; root steps down to 'meilisearch' and takes over the data folder.
set -eu

case ${1:-} in
    -*) set -- meilisearch "$@" ;;
esac

if [ "${1:-}" = meilisearch ] || [ "${1:-}" = /bin/meilisearch ]; then
    shift
    set -- meilisearch "$@"
    if [ "$(id -u)" -eq 0 ]; then
        find /meili_data \! -user meilisearch -exec chown meilisearch:meilisearch '{}' +
        exec setpriv --reuid=meilisearch --regid=meilisearch --init-groups -- "$@"
    fi
fi

exec "$@"
