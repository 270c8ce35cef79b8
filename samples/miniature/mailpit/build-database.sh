#!/bin/sh
# Runs while the image is built: lets smtp4dev make its empty database once, which takes it seconds at each first start.
set -eu

cd /tmp
HOME=/tmp /usr/local/lib/smtp4dev/Rnwood.Smtp4dev --urls=http://127.0.0.1:5000 --smtpport=1025 --imapport= --pop3port= \
    --db=/tmp/empty.db --nousersettings --baseappdatapath=/tmp/smtp4dev >/tmp/log 2>&1 &
server=$!
tries=0
until curl --silent --fail --output /dev/null 'http://127.0.0.1:5000/api/Messages'; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
        cat /tmp/log
        exit 1
    fi
    sleep 0.2
done
kill -TERM "$server"
wait "$server" || true
[ ! -e /tmp/empty.db-wal ] || python3 -c 'import sqlite3; sqlite3.connect("/tmp/empty.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")'
mv /tmp/empty.db /usr/local/lib/smtp4dev-empty.db
rm -rf /tmp/*
