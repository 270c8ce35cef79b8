#!/bin/sh
# Gives new volumes to the users that write to them: own-volumes.sh USER:GROUP VOLUME [USER:GROUP VOLUME ...]
# The engine makes a volume's folder for root, and the users of the containers aren't.
set -eu
while [ $# -gt 0 ]; do
    folder=/run/devstack/volumes/$2
    # One that can't be read belongs to somebody already.
    if content=$(ls -A "$folder" 2>/dev/null) && [ -z "$content" ]; then
        chown "$1" "$folder"
    fi
    shift 2
done
