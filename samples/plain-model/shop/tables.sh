# Makes the shop's tables; what is there already stays.
set -eu
MYSQL_PWD=$ORDERS_PASSWORD mariadb --host="$ORDERS_HOST" --port="$ORDERS_PORT" --user="$ORDERS_USERNAME" "$ORDERS_DATABASENAME" <<SQL
CREATE TABLE IF NOT EXISTS orders (id INT AUTO_INCREMENT PRIMARY KEY, article VARCHAR(80) NOT NULL);
INSERT IGNORE INTO orders (id, article) VALUES (1, 'a first book');
SQL
