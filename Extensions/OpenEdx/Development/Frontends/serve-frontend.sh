#!/bin/sh
# Runs npm in the checkout's folder, a mount of its own. Where the kernel hears nothing of changes that are made on the other
# side, as of a virtual machine's share, whoever watches files for npm's programs is told to look at them every second.
set -eu
# As in devstack_reloader.py.
shares="9p cifs drvfs fakeowner fuse.grpcfuse fuse.osxfs fuse.sshfs nfs nfs4 osxfs prl_fs vboxsf virtiofs"
kind=
while read -r _ point type _; do
    if [ "$point" = "$PWD" ]; then kind=$type; fi
done <"${MOUNTS:-/proc/self/mounts}"
case " $shares " in
*" $kind "*)
    echo "$PWD: on a share ($kind), so files are looked at every second."
    # watchpack (webpack), and chokidar (webpack's and Vite's servers)
    export WATCHPACK_POLLING=1000 CHOKIDAR_USEPOLLING=1 CHOKIDAR_INTERVAL=1000
    ;;
esac
exec npm "$@"
