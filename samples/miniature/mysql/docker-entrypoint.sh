#!/bin/bash
# The contract of docker.io/library/mysql over MariaDB.
#
# A first start copies the system tables, runs a temporary server on a socket only, creates users and databases there,
# runs /docker-entrypoint-initdb.d, and then becomes the real server. Until that is done a marker lies in the data
# folder; whoever finds it begins again from nothing, so a kill in the middle never leaves half a database.
set -euo pipefail

readonly data=/var/lib/mysql
readonly template=/usr/share/miniature-mysql/template
readonly marker=$data/.initialisation-unfinished
readonly socket=/var/run/mysqld/mysqld.sock

note() { printf '%s [Note] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$*"; }
mysql_note() { note "$@"; } # the real image's name, for scripts in initdb.d
fail() {
    printf '%s [ERROR] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$*" >&2
    exit 1
}

# Takes VAR from the file that VAR_FILE names.
read_variable() {
    local name=$1 file_name=${1}_FILE
    if [ -n "${!name:-}" ] && [ -n "${!file_name:-}" ]; then
        fail "Both $name and $file_name are set: keep one."
    fi
    if [ -n "${!file_name:-}" ]; then
        [ -r "${!file_name}" ] || fail "$file_name names '${!file_name}', which can't be read."
        export "$name=$(<"${!file_name}")"
    fi
    unset "$file_name"
}

check_variables() {
    if [ -z "${MYSQL_ROOT_PASSWORD:-}${MYSQL_ALLOW_EMPTY_PASSWORD:-}${MYSQL_RANDOM_ROOT_PASSWORD:-}" ]; then
        fail "Database is uninitialized and password option is not specified. Set one of MYSQL_ROOT_PASSWORD," \
            "MYSQL_ALLOW_EMPTY_PASSWORD and MYSQL_RANDOM_ROOT_PASSWORD."
    fi
    if [ "${MYSQL_USER:-}" = root ]; then
        fail "MYSQL_USER is 'root', who exists anyway: use MYSQL_ROOT_PASSWORD, or remove MYSQL_USER."
    fi
    if [ -n "${MYSQL_USER:-}" ] && [ -z "${MYSQL_PASSWORD:-}" ]; then
        fail "MYSQL_USER is set without MYSQL_PASSWORD."
    fi
    if [ -z "${MYSQL_USER:-}" ] && [ -n "${MYSQL_PASSWORD:-}" ]; then
        fail "MYSQL_PASSWORD is set without MYSQL_USER."
    fi
}

# What MySQL knows and MariaDB doesn't: left out with a line in the log. Other unknown flags stop the server, as usual.
is_mysql_only() {
    local name=${1%%=*}
    name=${name#--}
    name=${name//_/-}
    name=${name#loose-}
    name=${name#skip-}
    name=${name#disable-}
    name=${name#enable-}
    case $name in
        mysql-native-password* | authentication-policy | default-authentication-plugin | caching-sha2-password-* | \
            sha256-password-* | mysqlx | mysqlx-* | admin-* | innodb-dedicated-server | innodb-redo-log-capacity | \
            gtid-mode | enforce-gtid-consistency | log-error-services | log-error-suppression-list | \
            information-schema-stats-expiry | restrict-fk-on-non-standard-key | group-replication* | replica-* | \
            source-verify-checksum | upgrade | log-replica-updates | show-gipk-in-create-table-and-information-schema | \
            sql-generate-invisible-primary-key | explain-format | password-history | password-reuse-interval | \
            partial-revokes | persisted-globals-load | default-table-encryption | temptable-*) ;;
        *) return 1 ;;
    esac
}

# Sets 'flags'.
keep_known_flags() {
    flags=()
    while [ $# -gt 0 ]; do
        if is_mysql_only "$1"; then
            note "Ignored $1: MariaDB has no such option."
            if [[ $1 != *=* && $# -gt 1 && $2 != -* ]]; then
                shift # its value
            fi
        else
            flags+=("$1")
        fi
        shift
    done
}

wants_help() {
    local flag
    for flag in "$@"; do
        case $flag in
            '-?' | -V | --help | --version | --print-defaults) return 0 ;;
        esac
    done
    return 1
}

quote_text() {
    local text=${1//\\/\\\\}
    printf "'%s'" "${text//\'/\\\'}"
}
quote_name() { printf '`%s`' "${1//\`/\`\`}"; }

# For us and for sourced scripts; statements come from stdin or from the arguments.
docker_process_sql() {
    MYSQL_PWD=${root_password:-} mariadb --no-defaults --protocol=socket --socket="$socket" --user=root \
        --default-character-set=utf8mb4 --comments --binary-mode "$@"
}

start_temporary_server() {
    note "Starting temporary server"
    mariadbd "${flags[@]}" --skip-networking --socket="$socket" &
    server=$!
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        if docker_process_sql --execute 'SELECT 1' >/dev/null 2>&1; then
            note "Temporary server started."
            return
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    fail "The temporary server doesn't start; its own lines are above."
}

stop_temporary_server() {
    note "Stopping temporary server"
    kill -TERM "$server"
    wait "$server" || fail "The temporary server ended with an error."
    note "Temporary server stopped"
}

create_users() {
    local root_host=${MYSQL_ROOT_HOST-%} new_password=${MYSQL_ROOT_PASSWORD:-}
    if [ -n "${MYSQL_RANDOM_ROOT_PASSWORD:-}" ]; then
        new_password=$(head -c 24 /dev/urandom | base64 --wrap=0)
        note "GENERATED ROOT PASSWORD: $new_password"
    fi

    {
        # Backslashes have to be escapes here, whatever the flags say.
        echo "SET SESSION sql_mode = '';"
        echo "SET SESSION sql_log_bin = 0;"
        if [ -n "$root_host" ] && [ "$root_host" != localhost ]; then
            local root
            root="'root'@$(quote_text "$root_host")"
            echo "CREATE USER $root IDENTIFIED BY $(quote_text "$new_password");"
            echo "GRANT ALL ON *.* TO $root WITH GRANT OPTION;"
        fi
        if [ -n "${MYSQL_DATABASE:-}" ]; then
            echo "CREATE DATABASE IF NOT EXISTS $(quote_name "$MYSQL_DATABASE");"
        fi
        if [ -n "${MYSQL_USER:-}" ]; then
            local user
            user="$(quote_text "$MYSQL_USER")@'%'"
            echo "CREATE USER $user IDENTIFIED BY $(quote_text "$MYSQL_PASSWORD");"
            if [ -n "${MYSQL_DATABASE:-}" ]; then
                # In a grant an underscore means any character.
                echo "GRANT ALL ON $(quote_name "${MYSQL_DATABASE//_/\\_}").* TO $user;"
            fi
        fi
        echo "SET PASSWORD FOR 'root'@'localhost' = PASSWORD($(quote_text "$new_password"));"
    } | docker_process_sql --database=mysql
    root_password=$new_password
}

run_scripts() {
    local script
    local database=()
    if [ ! -r /docker-entrypoint-initdb.d ] || [ ! -x /docker-entrypoint-initdb.d ]; then
        fail "/docker-entrypoint-initdb.d can't be read by user $(id -u): make what is mounted there readable for all."
    fi
    [ -z "${MYSQL_DATABASE:-}" ] || database=(--database="$MYSQL_DATABASE")
    for script in /docker-entrypoint-initdb.d/*; do
        case $script in
            *.sh)
                if [ -x "$script" ]; then
                    note "running $script"
                    "$script" || fail "'$script' failed."
                else
                    note "sourcing $script"
                    # shellcheck source=/dev/null
                    . "$script"
                fi
                ;;
            *.sql)
                note "running $script"
                docker_process_sql "${database[@]}" <"$script" || fail "'$script' failed."
                ;;
            *.sql.gz)
                note "running $script"
                gzip --decompress --stdout "$script" | docker_process_sql "${database[@]}" || fail "'$script' failed."
                ;;
            */\*) ;; # the folder is empty
            *) note "ignoring $script" ;;
        esac
    done
}

initialise() {
    note "Initializing database files"
    touch "$marker"
    sync "$data" "$marker"
    find "$data" -mindepth 1 -maxdepth 1 ! -path "$marker" ! -name lost+found -exec rm -rf '{}' +
    # Not the folder itself: on Kubernetes a volume is root's, and its group may write to it.
    find "$template" -mindepth 1 -maxdepth 1 -exec cp -R --preserve=mode,timestamps --sparse=always --target-directory="$data" '{}' +

    start_temporary_server
    create_users
    run_scripts
    stop_temporary_server

    find "$data" -type f -exec sync '{}' +
    rm "$marker"
    sync "$data"
    note "MySQL init process done. Ready for start up."
}

# A child does the work: bash, as process 1, would hold back SIGTERM until the command in the foreground ends.
run_interruptibly() {
    set -m # a process group of its own, so that one signal reaches all of it
    "$@" &
    local child=$!
    set +m
    trap 'kill -KILL -- -'"$child"' 2>/dev/null; exit 143' TERM INT
    wait "$child" || exit $?
    trap - TERM INT
}

is_new() {
    if [ -e "$marker" ]; then
        note "An initialisation was interrupted: it begins again."
        return 0
    fi
    if [ -d "$data/mysql" ]; then
        return 1
    fi
    local found
    found=$(find "$data" -mindepth 1 -maxdepth 1 ! -name lost+found ! -name '.*' -print -quit)
    [ -z "$found" ] || fail "'$data' isn't empty ('$found') and holds no database. Mount an empty folder or volume."
}

main() {
    if [ "${1:-}" = '' ] || [[ $1 == -* ]]; then
        set -- mysqld "$@"
    fi
    case $1 in
        mysqld | mariadbd) ;;
        *) exec "$@" ;;
    esac
    shift
    if wants_help "$@"; then
        exec mariadbd "$@"
    fi

    if [ "$(id -u)" -eq 0 ]; then
        find "$data" \! -user mysql -exec chown mysql:mysql '{}' +
        exec setpriv --reuid=mysql --regid=mysql --init-groups -- "$0" mysqld "$@"
    fi

    keep_known_flags "$@"
    if [ -n "${MINIATURE_START_DELAY:-}" ]; then
        note "MINIATURE_START_DELAY holds the server back for $MINIATURE_START_DELAY s."
        run_interruptibly sleep "$MINIATURE_START_DELAY"
    fi

    if is_new; then
        local variable
        for variable in MYSQL_ROOT_PASSWORD MYSQL_ROOT_HOST MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD; do
            read_variable "$variable"
        done
        check_variables
        run_interruptibly initialise
    fi
    exec mariadbd "${flags[@]}"
}

main "$@"
