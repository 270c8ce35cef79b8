"""A started server, its administrator and a client of S3."""
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import boto3
import pytest
from botocore.config import Config

ROOT = ("admin", "an-administrators-secret")


class Server:
    """`minio server` over a folder; may be stopped and started."""

    def __init__(self, data, *arguments, scheme="http"):
        self.data, self.arguments, self.password = data, arguments, ROOT[1]
        self.port, self.console = _free_port(), _free_port()
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def start(self):
        environment = {**os.environ, "MINIO_ROOT_USER": ROOT[0], "MINIO_ROOT_PASSWORD": self.password}
        self.process = subprocess.Popen(
            ["minio", "server", "--address", f":{self.port}", "--console-address", f":{self.console}", *self.arguments, str(self.data)], env=environment)
        deadline = time.monotonic() + 30
        while self.status("/minio/health/ready") != 200:
            assert time.monotonic() < deadline and self.process.poll() is None, "The server doesn't come up."
            time.sleep(0.1)
        return self

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(30)

    def status(self, path):
        import ssl
        context = ssl.create_default_context(cafile=os.environ.get("TEST_CA")) if self.url.startswith("https") else None
        try:
            return urllib.request.urlopen(f"{self.url}{path}", context=context).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def s3(self, user=None, secret=None, **more):
        return boto3.client(
            "s3", endpoint_url=self.url, aws_access_key_id=user or ROOT[0], aws_secret_access_key=secret or self.password, region_name="us-east-1",
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}), **more)

    def mc(self, *arguments, text="", user=ROOT[0], secret=None):
        """The client, as a job calls it."""
        environment = {
            **os.environ, "MC_HOST_it": f"http://{user}:{urllib.request.quote(secret or self.password, safe='')}@127.0.0.1:{self.port}",
            "MC_CONSOLE_PORT": str(self.console)}
        return subprocess.run(["mc", "--quiet", *arguments], env=environment, input=text, capture_output=True, text=True)


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def server(tmp_path):
    started = Server(tmp_path / "data").start()
    yield started
    started.process.kill()
