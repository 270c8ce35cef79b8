# Makes the buckets, the platform's user and their rights, or looks whether the user can work. Passwords come from files and
# go to standard input or to a variable of these processes: none is in a process list.
set -eu

# Its folder is the only one that it writes to; 'policy' and 'add' are the words of mc before 2022-06, 'anonymous' and 'create' those since.
run() { mc --config-dir /tmp/mc --no-color --quiet "$@"; }
newer() { run "$@" --help >/dev/null 2>&1; }

all_of() { for bucket in $BUCKETS; do printf '%s/%s ' "$1" "$bucket"; done; }

export MC_HOST_user="http://$ACCESS_KEY:$(cat "$SECRET_KEY_FILE")@$ADDRESS"
use_them() { run ls $(all_of user) >/dev/null; }

if [ "${1:-}" = check ]; then
    use_them
    exit
fi

export MC_HOST_admin="http://$ADMIN_USER:$(cat "$ADMIN_PASSWORD_FILE")@$ADDRESS"
run mb --ignore-existing $(all_of admin)

if newer anonymous; then access=anonymous; else access=policy; fi
for bucket in $BUCKETS; do
    if [ -e "$POLICIES/$bucket.json" ]; then run "$access" set-json "$POLICIES/$bucket.json" "admin/$bucket"; fi
done

# The key is set at each run: that is how a rotation arrives.
{ echo "$ACCESS_KEY"; cat "$SECRET_KEY_FILE"; echo; } | run admin user add admin
if newer admin policy create; then
    run admin policy create admin openedx "$POLICIES/user.json"
    # It refuses what is so already.
    run admin policy attach admin openedx --user "$ACCESS_KEY" || use_them
else
    run admin policy add admin openedx "$POLICIES/user.json"
    run admin policy set admin openedx "user=$ACCESS_KEY"
fi

use_them
echo "The buckets $BUCKETS are there, and $ACCESS_KEY can work in them."
