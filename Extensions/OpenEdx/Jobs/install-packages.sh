#!/bin/sh
# Installs the npm packages of the checkout in the working folder into its node_modules, a volume: install-packages.sh CACHE [PACKAGE...]
# PACKAGE, as npm writes it, goes over what the checkout asks for, and into none of its files.
# Begins as root, since a new volume is root's, and goes on as the owner of the checkout: what npm or a package's script
# writes is to be the owner's.
set -eu
owner=$(stat -c %u .)
group=$(stat -c %g .)
cache="$1/$owner"
shift
mkdir -p "$cache"
chown "$owner:$group" "$cache"
chown -R "$owner:$group" node_modules

if [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then
    command=ci
else
    # Without a lock file, and without making one: it would be a change of the checkout.
    command="install --no-package-lock"
fi

as_owner() {
    setpriv --reuid "$owner" --regid "$group" --clear-groups npm "$@" --no-audit --no-fund --cache "$cache"
}

# shellcheck disable=SC2086 # two words
as_owner $command
[ $# -eq 0 ] || as_owner install --no-save --no-package-lock "$@"
