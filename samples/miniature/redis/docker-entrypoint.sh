#!/bin/sh
# The contract of docker.io/library/redis: flags or a .conf file mean redis-server; root steps down to 'redis'.
set -eu

case ${1:-} in
    -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "${1:-}" = redis-server ]; then
    umask 0077 # snapshots hold sessions and tasks
    if [ "$(id -u)" -eq 0 ]; then
        find . \! -user redis -exec chown redis '{}' +
        exec setpriv --reuid=redis --regid=redis --init-groups -- "$@"
    fi
fi

exec "$@"
