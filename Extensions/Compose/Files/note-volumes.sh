#!/bin/sh
# Notes which data volumes these are, so that a job that filled one runs again when somebody replaces it.
# A volume's folder has a number and a birthday that no container changes; a new volume has others.
set -eu
state=/run/devstack/state
mkdir -p "$state/volumes" "$state/jobs"
# A later version of a job may run as another user, who takes the earlier one's mark away.
chmod 0777 "$state/jobs"
for folder in /run/devstack/volumes/*; do
    [ -d "$folder" ] || continue
    stat -c '%i %W' "$folder" >"$state/volumes/${folder##*/}"
done
