#!/usr/bin/env python3
"""Tests of the platform's JavaScript, in a real Firefox without a screen (`npm run test-karma`).

The page that shows reports asks for their state until there is one, and is then loaded again.
"""
import http.server
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = '<!doctype html><body><div id="report-list" data-waiting-url="/state"></div><script src="/progress.js"></script></body>'
STATES = ["PENDING", "SUCCESS"]
EXPECTED = ["/", "/state", "/state", "/"]
LIMIT = 120  # seconds


class Platform(http.server.BaseHTTPRequestHandler):
    asked = []
    loaded_again = threading.Event()

    def do_GET(self):
        answers = {
            "/": ("text/html", lambda: PAGE),
            "/progress.js": ("text/javascript", (ROOT / "lms/static/js/progress.js").read_text),
            "/state": ("application/json", lambda: f'{{"task_state": "{STATES[min(self.asked.count("/state"), len(STATES)) - 1]}"}}'),
        }
        if self.path in EXPECTED:
            self.asked.append(self.path)
        if self.path not in answers:
            self.send_error(404)
            return
        kind, text = answers[self.path]
        body = text().encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        if self.asked.count("/") == 2:
            self.loaded_again.set()

    def log_message(self, *arguments):
        """The list of what was asked is the result."""


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as profile:
        browser = subprocess.Popen(
            [os.environ.get("FIREFOX_BIN", "firefox"), "--headless", "--no-remote", "--profile", profile, f"http://127.0.0.1:{server.server_port}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        Platform.loaded_again.wait(LIMIT)
        browser.terminate()
        browser.wait()
    print(f"Firefox asked for {' '.join(Platform.asked)}")
    sys.exit(Platform.asked != EXPECTED)


main()
