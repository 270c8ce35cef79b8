#!/bin/sh
# Runs while the image is built: makes the system tables and time zones once, so that a first start only copies them.
set -eu

template=/usr/share/miniature-mysql/template
run=/var/run/mysqld

mkdir -p "$template" "$run" /var/lib/mysql /var/lib/mysql-files /docker-entrypoint-initdb.d /etc/mysql/conf.d
chown mysql:mysql "$template" "$run" /var/lib/mysql /var/lib/mysql-files
chmod 1777 "$run" # any --user may start the server, as in the real image
chmod 750 /var/lib/mysql-files

mariadb-install-db --user=mysql --datadir="$template" --auth-root-authentication-method=normal --skip-test-db \
    --skip-name-resolve >/dev/null

# --bootstrap runs statements without listening anywhere.
{
    echo 'USE mysql;'
    mariadb-tzinfo-to-sql /usr/share/zoneinfo 2>/dev/null
    # Users without a password, one of them named after the machine that built the image.
    echo "DELETE FROM global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');"
    echo "DELETE FROM proxies_priv WHERE Host <> 'localhost';"
} >/tmp/zones.sql
mariadbd --bootstrap --datadir="$template" --user=mysql --skip-log-bin </tmp/zones.sql 2>/tmp/zones.log || {
    cat /tmp/zones.log
    exit 1
}
rm -f /tmp/zones.sql /tmp/zones.log "$run"/*
chown -R mysql:mysql "$template"
chmod -R a+rX "$template" # read by whatever --user starts the server
