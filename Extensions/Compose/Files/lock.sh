
# --- one deployment at a time ---------------------------------------------------------------------------------------

# The kernel holds the lock on the folder, and lets go of it however the process ends. .deploying only says who has it.
lock() {
    command -v flock >/dev/null || { echo "There is no flock on the PATH of $(uname -n). Install the package util-linux." >&2; return 1; }
    exec 9<.
    if ! flock -n 9 2>/dev/null; then
        other=$(cat .deploying 2>/dev/null)
        echo "Another deployment of this folder is going on, as process $other. Wait for it, or end it: kill $other" >&2
        exec 9<&-
        return 1
    fi
    echo $$ >.deploying
}
unlock() {
    rm -f .deploying
    exec 9<&-
}
