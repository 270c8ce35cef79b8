"""Ceph's object gateway (radosgw) over SQLite files instead of a cluster, and its accounts."""
import contextlib
import json
import os
import sqlite3
import struct
import subprocess
import tempfile
import threading
from pathlib import Path

from .options import Options

# No cluster: nothing is asked of monitors, no keyring is read, and objects are rows of SQLite databases (backend dbstore).
CONFIGURATION = """[global]
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
admin_socket =
log_to_file = false
log_to_stderr = true
err_to_stderr = true
rgw_backend_store = dbstore
rgw_config_store = dbstore
dbstore_config_uri = file:{data}/config.db
dbstore_db_dir = {data}
rgw_data = {data}
run_dir = {run}
rgw_frontends = beast {frontend}
rgw_enable_apis = s3, iam
rgw_max_put_size = 5368709120
debug_rgw = 0/0
"""

ADMIN_SECONDS = 20

# Without a bucket of his own: a user works in those of the administrator.
NO_BUCKETS = "--max-buckets=-1"


class Gateway:
    """One data folder, whose server may run or not."""

    def __init__(self, options: Options) -> None:
        data, run = options.data / "rgw", Path(tempfile.mkdtemp(prefix="minio-"))
        data.mkdir(parents=True, exist_ok=True)
        self._database = data / "dbstore-default_ns.db"
        self._configuration = run / "ceph.conf"
        self._configuration.write_text(CONFIGURATION.format(data=data, run=run, frontend=_frontend(options)), encoding="utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["radosgw", *self._common(), "-f"])

    def put_account(self, name: str, secret: str, *more: str) -> None:
        """Makes an account whose access key is its name, or gives it another secret key."""
        if self._change_key(name, secret):
            return
        account, error = self._administrate(["user", "create", f"--uid={name}", f"--display-name={name}", f"--access-key={name}", *more], secret)
        if {"user": name, "access_key": name, "secret_key": secret} not in account.get("keys", []):
            raise RuntimeError(f"radosgw-admin made no account {name}: {error.replace(secret, '***')[-500:]}")

    def _change_key(self, name: str, secret: str) -> bool:
        """Whether the account is there. `radosgw-admin user modify` replaces its row, and with the row go the account's buckets."""
        if not self._database.exists():
            return False
        with contextlib.closing(sqlite3.connect(self._database, timeout=ADMIN_SECONDS)) as database, database:
            changed = database.execute(
                f"UPDATE '{self._database.with_suffix('')}_user_table' SET AccessKeysSecret = ?, AccessKeys = ? WHERE UserID = ?", (secret, _keys(name, secret), name))
            return changed.rowcount == 1

    def _administrate(self, command: list[str], secret: str) -> tuple[dict, str]:
        """Runs radosgw-admin; returns the account that it prints, and its words about errors."""
        with tempfile.TemporaryFile("w+") as errors:
            process = subprocess.Popen(
                ["radosgw-admin", *self._common(), *command], stdout=subprocess.PIPE, stderr=errors, text=True,
                # Arguments are in the process list; what the environment adds to them is not.
                env={**os.environ, "CEPH_ARGS": f"--secret-key={secret}"})
            # Without a cluster it hangs every now and then when it ends; what it prints is stored by then.
            impatience = threading.Timer(ADMIN_SECONDS, process.kill)
            impatience.start()
            lines = []
            for line in process.stdout:
                lines.append(line)
                if line == "}\n":
                    break
            impatience.cancel()
            process.kill()
            process.wait()
            errors.seek(0)
            return json.loads("".join(lines)) if lines[-1:] == ["}\n"] else {}, errors.read().strip()

    def _common(self) -> list[str]:
        return ["-c", str(self._configuration), "--no-mon-config", "-n", "client.rgw"]


def _frontend(options: Options) -> str:
    if options.certificates is None:
        return f"port={options.port}"
    certificate, key = options.certificates / "public.crt", options.certificates / "private.key"
    return f"ssl_port={options.port} ssl_certificate={certificate} ssl_private_key={key}"


def _keys(name: str, secret: str) -> bytes:
    """Ceph's form of a mapping from access keys to (access key, secret key, user's part): lengths of 32 bits, and a version before the value."""
    def text(value: str) -> bytes:
        return struct.pack("<I", len(value.encode())) + value.encode()

    value = text(name) + text(secret) + text("")
    return struct.pack("<I", 1) + text(name) + struct.pack("<BBI", 2, 2, len(value)) + value
