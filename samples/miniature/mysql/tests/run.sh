#!/bin/bash
# Builds the image and checks its contract with containers of its own; removes them and their volumes at the end.
set -euo pipefail

image=devstack/miniature-mysql:dev
name=miniature-mysql-test-$$
here=$(cd "$(dirname "$0")" && pwd)
password="a'b\"c\\d\$e%f@g/h#i j\`k"
scripts=$(mktemp -d)
chmod 755 "$scripts" # the server runs as another user
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1; docker volume rm "$name" >/dev/null 2>&1; rm -rf "$scripts"' EXIT

start() {
    docker rm --force --volumes "$name" >/dev/null 2>&1 || true
    docker run --detach --name "$name" --volume "$name:/var/lib/mysql" --volume "$scripts:/docker-entrypoint-initdb.d:ro" \
        --env "MYSQL_ROOT_PASSWORD=$password" --env MYSQL_DATABASE=open_edx --env MYSQL_USER=edxapp \
        --env "MYSQL_PASSWORD=$password" "$@" >/dev/null
}

wait_until_ready() {
    for ((tries = 0; tries < 600; tries++)); do
        docker exec "$name" mysqladmin ping -h 127.0.0.1 >/dev/null 2>&1 && return
        sleep 0.1
    done
    docker logs "$name"
    echo "the server doesn't answer" >&2
    exit 1
}

query() { docker exec --env "MYSQL_PWD=$password" "$name" mysql -h 127.0.0.1 --user="$1" --batch --skip-column-names --execute="$2" open_edx; }

check() {
    if [ "$2" != "$3" ]; then
        printf 'FAILED %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3" >&2
        exit 1
    fi
    echo "ok     $1"
}

docker build --quiet --tag "$image" --build-arg BASE="${BASE:-debian:trixie-slim}" "$here/.." >/dev/null

echo 'CREATE TABLE steps (n INT); INSERT INTO steps VALUES (1);' >"$scripts/1.sql"
echo 'INSERT INTO steps VALUES (2);' | gzip >"$scripts/2.sql.gz"
echo 'docker_process_sql --database="$MYSQL_DATABASE" <<<"INSERT INTO steps VALUES (3)"' >"$scripts/3.sh"

start "$image" mysqld --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci \
    --binlog-expire-logs-seconds=259200 --mysql-native-password=ON --admin-port 33062
wait_until_ready
check "a password of any letters opens root's door from elsewhere" 'root@%' "$(query root 'SELECT current_user()')"
check "the user owns its database" 'edxapp@%' "$(query edxapp 'CREATE TABLE t (a INT); SELECT current_user()')"
check "an underscore in the database's name is no wildcard" 1 \
    "$(query edxapp 'CREATE DATABASE openXedx' >/dev/null 2>&1 && echo 0 || echo 1)"
check "scripts ran in the order of their names" 1,2,3 "$(query root 'SELECT group_concat(n ORDER BY n) FROM steps')"
check "nobody comes in without a password" 0 "$(query root "SELECT count(*) FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND json_value(Priv, '\$.authentication_string') = '')")"
check "time zones are known" '2025-01-01 01:00:00' "$(query root "SELECT convert_tz('2025-01-01', 'UTC', 'Europe/Berlin')")"
check "the collation is the flags'" utf8mb4_unicode_ci "$(query root 'SELECT @@collation_database')"
check "MySQL's own flags are named in the log" 2 "$(docker logs "$name" 2>&1 | grep -c 'Ignored --')"
check "the server isn't root" 999 "$(docker exec "$name" stat -c %u /proc/1)"
docker kill --signal KILL "$name" >/dev/null
docker start "$name" >/dev/null
wait_until_ready
check "a second start keeps the data and runs no script again" 1,2,3 "$(query root 'SELECT group_concat(n ORDER BY n) FROM steps')"
started=$SECONDS
docker stop "$name" >/dev/null
check "it stops at once" 1 $((SECONDS - started <= 3))

for moment in 0.2 0.5 0.8 1.1 1.4 1.8; do
    docker rm --force "$name" >/dev/null
    docker volume rm "$name" >/dev/null
    start "$image"
    sleep "$moment"
    docker kill --signal KILL "$name" >/dev/null
    start "$image"
    wait_until_ready
    check "a kill after $moment s leaves nothing half made" 1,2,3 "$(query edxapp 'SELECT group_concat(n ORDER BY n) FROM steps')"
done

docker rm --force "$name" >/dev/null
docker volume rm "$name" >/dev/null
echo 'nonsense;' >"$scripts/4.sql"
start "$image"
check "a script that fails stops the start" 1 "$(docker wait "$name")"
rm "$scripts/4.sql"
start "$image"
wait_until_ready
check "and the next start begins again" 1,2,3 "$(query edxapp 'SELECT group_concat(n ORDER BY n) FROM steps')"

start --env MINIATURE_START_DELAY=60 "$image"
sleep 1
started=$SECONDS
docker stop "$name" >/dev/null
check "a delayed start can be stopped" 1 $((SECONDS - started <= 3))
