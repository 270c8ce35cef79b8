#!/bin/sh
# Flags mean mailpit; root steps down to 'mailpit' and takes over the data folder.
set -eu

case ${1:-} in
    '' | -*) set -- mailpit "$@" ;;
esac

if { [ "$1" = mailpit ] || [ "$1" = /mailpit ]; } && [ "$(id -u)" -eq 0 ]; then
    shift
    set -- mailpit "$@"
    folder=/data
    [ -z "${MP_DATABASE:-}" ] || folder=$(dirname "$MP_DATABASE")
    mkdir -p "$folder"
    find "$folder" \! -user mailpit -exec chown mailpit:mailpit '{}' +
    exec setpriv --reuid=mailpit --regid=mailpit --init-groups -- "$@"
fi

exec "$@"
