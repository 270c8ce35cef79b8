# Creates a database and its user, or says what is missing. Statements go to standard input and passwords come from files:
# neither is in a process list.
set -eu
options="--host=$HOST --port=$PORT"
if mysql --version | grep -q MariaDB; then
    # Its client wants a certificate that it can verify, unless it is told otherwise.
    if [ -n "${CA_FILE:-}" ]; then options="$options --ssl-ca=$CA_FILE --ssl-verify-server-cert"
    elif [ -n "${TLS:-}" ]; then options="$options --ssl --skip-ssl-verify-server-cert"; fi
elif [ -n "${CA_FILE:-}" ]; then options="$options --ssl-mode=VERIFY_CA --ssl-ca=$CA_FILE"
elif [ -n "${TLS:-}" ]; then options="$options --ssl-mode=REQUIRED"; fi

use_it() {
    MYSQL_PWD="$(cat "$USER_PASSWORD_FILE")" mysql $options --user="$USER_NAME" --database="$DATABASE" --execute 'SELECT 1' >/dev/null
}

if [ "${1:-}" = check ]; then
    use_it
    exit
fi

# The password is set at each run: that is how a rotation arrives.
statements() {
    cat <<SQL
CREATE DATABASE IF NOT EXISTS \`$DATABASE\` CHARACTER SET $CHARSET COLLATE $COLLATION;
CREATE USER IF NOT EXISTS '$USER_NAME'@'%';
ALTER USER '$USER_NAME'@'%' IDENTIFIED BY '$1';
GRANT ALL PRIVILEGES ON \`$DATABASE\`.* TO '$USER_NAME'@'%';
SQL
}

if [ -n "${ADMIN_USER:-}" ]; then
    # In SQL a quote and a backslash are escaped by a backslash.
    password=$(sed "s/[\\\\']/\\\\&/g" "$USER_PASSWORD_FILE")
    statements "$password" | MYSQL_PWD="$(cat "$ADMIN_PASSWORD_FILE")" mysql $options --user="$ADMIN_USER"
    echo "Database $DATABASE is there, and its user $USER_NAME has all rights in it."
    exit
fi

if use_it; then
    echo "Database $DATABASE and its user $USER_NAME are there."
    exit
fi
{
    echo "$USER_NAME can't work in the database $DATABASE of $HOST:$PORT; the server's words are above. If they aren't there, an administrator runs:"
    statements "(the value of the secret $PASSWORD_NAME)"
    echo "Or Devstack does it: set external.mysql.adminUser, and ./devstack secrets set external-mysql-admin-password."
} >&2
exit 1
