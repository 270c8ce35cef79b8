#!/bin/sh
# The contract of docker.io/library/mongo: flags mean mongod; root steps down to 'mongodb'.
set -eu

case ${1:-} in
    -*) set -- mongod "$@" ;;
esac

if [ "${1:-}" = mongod ] && [ "$(id -u)" -eq 0 ]; then
    find /data/configdb /data/db \! -user mongodb -exec chown mongodb '{}' +
    exec setpriv --reuid=mongodb --regid=mongodb --init-groups -- "$@"
fi

exec "$@"
