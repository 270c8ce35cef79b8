"""What `minio server` is told, by arguments and variables."""
import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    port: int
    console_port: int
    user: str
    password: str
    data: Path
    certificates: Path | None


def read(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="minio")
    parser.add_argument("command", choices=["server"])
    parser.add_argument("--address", default=":9000")
    parser.add_argument("--console-address", default=":9001")
    parser.add_argument("--certs-dir", type=Path, help="a folder with public.crt and private.key: S3 is spoken over TLS then")
    parser.add_argument("data", type=Path)
    given = parser.parse_args(arguments)
    user, password = _variable("MINIO_ROOT_USER"), _variable("MINIO_ROOT_PASSWORD")
    if len(user) < 3 or len(password) < 8:
        sys.exit("MINIO_ROOT_USER has at least 3 characters and MINIO_ROOT_PASSWORD at least 8, as the real server wants.")
    if any(character.isspace() for character in user + password):
        sys.exit("MINIO_ROOT_USER and MINIO_ROOT_PASSWORD have no spaces here: Ceph's own program for accounts parts what it is told at them.")
    return Options(_port(given.address), _port(given.console_address), user, password, given.data, given.certs_dir)


def _variable(name: str) -> str:
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, "minioadmin")


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])
