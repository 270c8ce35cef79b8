#!/bin/sh
# Builds the image and runs its tests; further arguments go to pytest: ./run.sh -k search
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dotnet msbuild -restore "$here/../prepare.proj" -verbosity:quiet
docker build --quiet --tag devstack/miniature-mailpit:dev --build-arg BASE="${BASE:-debian:trixie-slim}" "$here/.." >/dev/null
docker build --quiet --tag devstack/miniature-mailpit:test "$here" >/dev/null
exec docker run --rm --init --volume "$here:/tests:ro" devstack/miniature-mailpit:test "$@"
