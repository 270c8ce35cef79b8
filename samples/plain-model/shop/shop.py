"""A shop of one page: what is in the table of orders."""

import os
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def ask(statement):
    """Asks the database; the password goes by the environment, which no process list shows."""
    return subprocess.run(
        ["mariadb", f"--host={os.environ['ORDERS_HOST']}", f"--user={os.environ['ORDERS_USERNAME']}",
         "--skip-column-names", os.environ["ORDERS_DATABASENAME"], f"--execute={statement}"],
        env={**os.environ, "MYSQL_PWD": os.environ["ORDERS_PASSWORD"]}, capture_output=True, text=True, check=True).stdout


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            text, status = ask("SELECT 1" if self.path == "/health" else "SELECT article FROM orders"), 200
        except subprocess.CalledProcessError as error:
            text, status = error.stderr, 503
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


ThreadingHTTPServer(("", 8000), Page).serve_forever()
