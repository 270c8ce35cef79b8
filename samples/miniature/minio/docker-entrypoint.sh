#!/bin/sh
# Anything but a program means 'minio'; the program itself steps down from root.
set -eu

case ${1:-} in
    minio | mc | /* | sh) ;;
    *) set -- minio "$@" ;;
esac
exec "$@"
