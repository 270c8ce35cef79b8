#!/bin/sh
# Gives volumes to the users that write to them: own-volumes.sh USER:GROUP VOLUME [USER:GROUP VOLUME ...]
# The engine makes a volume's folder for root, and the users of the containers aren't; nor is what an earlier version wrote as root theirs.
set -eu
while [ $# -gt 0 ]; do
    folder=/run/devstack/volumes/$2
    # One that is another's can be read here only if it is open to all.
    if [ "$(stat -c %u "$folder")" = 0 ] || { content=$(ls -A "$folder" 2>/dev/null) && [ -z "$content" ]; }; then
        for entry in "$folder"/* "$folder"/.[!.]* "$folder"/..?*; do
            if [ -e "$entry" ] || [ -h "$entry" ]; then
                chown -R -h "$1" "$entry"
            fi
        done
        # Last, for until then all of it has to be done again.
        chown "$1" "$folder"
    fi
    shift 2
done
