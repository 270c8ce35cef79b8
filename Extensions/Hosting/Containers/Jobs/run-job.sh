#!/bin/sh
# Runs a one-shot command and tries again when it fails: run-job.sh ATTEMPTS PAUSE COMMAND [ARGUMENT ...]
# The orchestrator takes the first exit for the last one, so trying again has to happen inside the container.
attempts=$1
pause=$2
shift 2
attempt=1
trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 143' TERM INT
while :; do
    "$@" &
    child=$!
    wait "$child"
    code=$?
    [ "$code" -eq 0 ] && exit 0
    [ "$attempt" -ge "$attempts" ] && break
    attempt=$((attempt + 1))
    echo "It ended with $code; attempt $attempt of $attempts begins in $pause s." >&2
    sleep "$pause"
done
echo "It ended with $code after $attempts attempts." >&2
exit "$code"
