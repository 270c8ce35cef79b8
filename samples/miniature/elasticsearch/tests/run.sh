#!/bin/sh
# Builds the image and runs its tests; further arguments go to pytest: ./run.sh -k filters
set -eu
here=$(cd "$(dirname "$0")" && pwd)
docker build --quiet --tag devstack/miniature-elasticsearch:dev --build-arg BASE="${BASE:-debian:trixie-slim}" "$here/.." >/dev/null
docker build --quiet --tag devstack/miniature-elasticsearch:test "$here" >/dev/null
exec docker run --rm --init --volume "$here:/tests:ro" devstack/miniature-elasticsearch:test "$@"
