#!/bin/sh
# Runs a command unless it has succeeded before with the same inputs and the same data:
# run-once.sh NAME ATTEMPTS PAUSE FINGERPRINT VOLUMES COMMAND [ARGUMENT ...]
# 'docker compose up' starts a finished one-shot service again; it ends here within a moment. One that was killed has
# left no mark, a data volume that was made anew has another number, and a rotated secret has another hash.
set -u
name=$1 attempts=$2 pause=$3 fingerprint=$4 volumes=$5
shift 5
state=/run/devstack/state
mark=$state/jobs/$name

digest() { sha256sum 2>/dev/null || cksum; }
inputs() {
    printf '%s\n' "$fingerprint"
    for volume in $volumes; do
        printf '%s ' "$volume"
        cat "$state/volumes/$volume"
    done
    for secret in /run/secrets/*; do
        if [ -f "$secret" ]; then
            printf '%s ' "$secret"
            digest <"$secret"
        fi
    done
}

wanted=$(inputs | digest)
if [ "$(cat "$mark" 2>/dev/null)" = "$wanted" ]; then
    echo "Done before with the same inputs."
    exit 0
fi

# From here on nobody knows how much of it is done: whatever runs next, an earlier state of it too, runs as a whole.
rm -f "$mark" || exit 1

attempt=1
trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 143' TERM INT
while :; do
    "$@" &
    child=$!
    wait "$child"
    code=$?
    [ "$code" -eq 0 ] && break
    if [ "$attempt" -ge "$attempts" ]; then
        echo "It ended with $code after $attempts attempts." >&2
        exit "$code"
    fi
    attempt=$((attempt + 1))
    echo "It ended with $code; attempt $attempt of $attempts begins in $pause s." >&2
    sleep "$pause"
done

printf '%s' "$wanted" >"$mark"
