#!/bin/sh
# Makes the base image of the miniature from Debian's packages, where no registry answers.
#
#   sudo ./debootstrap.sh debian:trixie-slim
#
# Docker, or Podman with ASPIRE_CONTAINER_RUNTIME=podman, and Debian's mirror are all it needs. MIRROR and SUITE may be set in the environment; with
# SNAPSHOT=20250901T000000Z the packages come from snapshot.debian.org, and two runs give the same files.
set -eu

engine=${ASPIRE_CONTAINER_RUNTIME:-docker}
suite=${SUITE:-trixie}
mirror=${MIRROR:-http://deb.debian.org/debian}
if [ -n "${SNAPSHOT:-}" ]; then
    mirror=http://snapshot.debian.org/archive/debian/$SNAPSHOT
fi

say() { printf 'debootstrap.sh: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

[ $# -eq 1 ] || fail "usage: $0 TAG, e.g. $0 debian:trixie-slim"
tag=$1

for tool in "$engine" tar; do
    command -v "$tool" >/dev/null || fail "'$tool' isn't installed."
done
"$engine" version >/dev/null 2>&1 || fail "The container engine '$engine' doesn't answer. Start it, or set DOCKER_HOST or ASPIRE_CONTAINER_RUNTIME."

if "$engine" image inspect "$tag" >/dev/null 2>&1; then
    say "'$tag' is already there."
    exit 0
fi

[ "$(id -u)" -eq 0 ] || fail "debootstrap makes device nodes and files of other users: run it as root, e.g. sudo $0 $tag"
command -v debootstrap >/dev/null || fail "'debootstrap' isn't installed: sudo apt-get install --no-install-recommends debootstrap"

work=$(mktemp -d "${TMPDIR:-/tmp}/debootstrap.XXXXXX")
root=$work/root

clean_up() {
    # An interrupted debootstrap leaves /proc and /sys mounted below the root; rm must not walk into them.
    for mounted in dev/pts dev/shm dev proc sys; do
        umount -l "$root/$mounted" 2>/dev/null || true
    done
    if grep -q " $root/" /proc/mounts; then
        say "Something is still mounted below '$root': unmount it, then remove '$work'."
        return
    fi
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'say "Interrupted."; exit 130' INT
trap 'say "Terminated."; exit 143' TERM HUP

say "1/3 unpacking $suite from $mirror (a minute or two)"
debootstrap --variant=minbase --merged-usr "$suite" "$root" "$mirror" >"$work/log" 2>&1 || {
    tail -n 20 "$work/log" >&2
    fail "debootstrap failed; the lines above are the end of its log. Does '$mirror' answer?"
}

say "2/3 trimming"
# A container has no use for what dpkg would put there; the rules hold for packages that come later, too.
cat >"$root/etc/dpkg/dpkg.cfg.d/docker" <<'RULES'
force-unsafe-io
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/groff/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
RULES
cat >"$root/etc/apt/apt.conf.d/docker" <<'RULES'
Acquire::GzipIndexes "true";
APT::Keep-Downloaded-Packages "false";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::Languages "none";
APT::AutoRemove::SuggestsImportant "false";
RULES
# Services are started by the container's command; a package's script must not do it.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/cache/ldconfig/* "$root"/var/cache/debconf/*-old \
    "$root"/var/log/* "$root"/tmp/* "$root"/run/* "$root"/usr/share/groff/* "$root"/usr/share/info/* \
    "$root"/usr/share/locale/* "$root"/usr/share/man/* "$root"/var/lib/dpkg/*-old "$root"/etc/*-
find "$root/usr/share/doc" -mindepth 1 ! -name copyright ! -type d -delete
find "$root/usr/share/doc" -mindepth 1 -type d -empty -delete
mkdir -p "$root/var/cache/apt/archives/partial" "$root/var/log/apt"
# What differs from machine to machine.
: >"$root/etc/machine-id"
: >"$root/etc/resolv.conf"
echo localhost >"$root/etc/hostname"

say "3/3 importing as $tag"
# Sorted names and one time for what is newer than the packages: the same packages give the same archive.
newest=$(stat -c %Y "$root/usr/lib/os-release")
tar --create --directory "$root" --one-file-system --sort=name --numeric-owner --mtime="@$newest" --clamp-mtime \
    --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' . |
    "$engine" import --change 'CMD ["bash"]' --change 'ENV LANG=C.UTF-8' --message "debootstrap $suite" - "$tag" >"$work/id" ||
    fail "'$engine import' failed."

say "'$tag' is $(cat "$work/id")"
