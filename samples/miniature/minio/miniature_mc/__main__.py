"""`mc` as far as jobs use it: mb, ls, anonymous set-json, admin user add, admin policy create and attach. Servers are those of MC_HOST_NAME."""
import argparse
import base64
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import boto3
import botocore.exceptions
from botocore.config import Config

CONSOLE_PORT = os.environ.get("MC_CONSOLE_PORT", "9001")


class Failure(Exception):
    """What is wrong, for the person who reads the log."""


class Target:
    """`NAME/bucket/prefix` with the server's address and login from the variable MC_HOST_NAME."""

    def __init__(self, text: str) -> None:
        name, _, path = text.partition("/")
        address = os.environ.get(f"MC_HOST_{name}")
        if not address:
            raise Failure(f"'{name}' is no server: MC_HOST_{name}=http://KEY:SECRET@HOST:PORT says which one is meant.")
        url = urllib.parse.urlsplit(address)
        self.user, self.password = urllib.parse.unquote(url.username or ""), urllib.parse.unquote(url.password or "")
        self.host, self.url = url.hostname, f"{url.scheme}://{url.hostname}:{url.port}"
        self.bucket, _, self.prefix = path.partition("/")

    def s3(self):
        return boto3.client(
            "s3", endpoint_url=self.url, aws_access_key_id=self.user, aws_secret_access_key=self.password, region_name="us-east-1",
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))

    def ask(self, path: str, **what: object) -> None:
        """The miniature's own way, by the console's port: the real client speaks MinIO's protocol for administrators."""
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"http://{self.host}:{CONSOLE_PORT}{path}", data=json.dumps(what).encode(), headers={"Authorization": f"Basic {login}"}, method="POST")
        try:
            urllib.request.urlopen(request, timeout=60).close()
        except urllib.error.HTTPError as error:
            raise Failure(error.read().decode()) from error


def make_bucket(given: argparse.Namespace) -> None:
    for text in given.targets:
        target = Target(text)
        try:
            target.s3().create_bucket(Bucket=target.bucket)
        except botocore.exceptions.ClientError as error:
            if not given.ignore_existing or error.response["Error"]["Code"] not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                raise
        print(f"Bucket created successfully `{text}`.")


def list_objects(given: argparse.Namespace) -> None:
    for target in map(Target, given.targets):
        _list(target)


def _list(target: Target) -> None:
    for item in target.s3().list_objects_v2(Bucket=target.bucket, Prefix=target.prefix).get("Contents", []):
        print(f"{item['LastModified']:%Y-%m-%d %H:%M:%S} {item['Size']:>10} {item['Key']}")


def set_access(given: argparse.Namespace) -> None:
    target = Target(given.target)
    target.s3().put_bucket_policy(Bucket=target.bucket, Policy=Path(given.file).read_text(encoding="utf-8"))
    print(f"Access permission for `{given.target}` is set from `{given.file}`")


def add_user(given: argparse.Namespace) -> None:
    # As the real one: two lines of standard input.
    access_key, secret_key = (sys.stdin.readline().rstrip("\n") for _ in range(2))
    Target(given.target).ask("/admin/user", access_key=access_key, secret_key=secret_key)
    print(f"Added user `{access_key}` successfully.")


def create_policy(given: argparse.Namespace) -> None:
    Target(given.target).ask("/admin/policy", name=given.name, policy=json.loads(Path(given.file).read_text(encoding="utf-8")))
    print(f"Created policy `{given.name}` successfully.")


def attach_policy(given: argparse.Namespace) -> None:
    Target(given.target).ask("/admin/attach", policy=given.name, user=given.user)
    print(f"Attached Policies: [{given.name}] to User: {given.user}")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="mc")
    top.add_argument("--config-dir")
    top.add_argument("--no-color", action="store_true")
    top.add_argument("--quiet", action="store_true")
    commands = top.add_subparsers(required=True)
    make = commands.add_parser("mb")
    make.add_argument("--ignore-existing", "-p", action="store_true")
    make.add_argument("targets", nargs="+")
    make.set_defaults(run=make_bucket)
    listing = commands.add_parser("ls")
    listing.add_argument("targets", nargs="+")
    listing.set_defaults(run=list_objects)
    _leaf(commands.add_parser("anonymous").add_subparsers(required=True), "set-json", set_access, "file", "target")
    admin = commands.add_parser("admin").add_subparsers(required=True)
    _leaf(admin.add_parser("user").add_subparsers(required=True), "add", add_user, "target")
    policy = admin.add_parser("policy").add_subparsers(required=True)
    _leaf(policy, "create", create_policy, "target", "name", "file")
    _leaf(policy, "attach", attach_policy, "target", "name").add_argument("--user", required=True)
    return top


def _leaf(commands, name: str, run, *arguments: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name)
    for argument in arguments:
        command.add_argument(argument)
    command.set_defaults(run=run)
    return command


def main() -> int:
    given = parser().parse_args()
    try:
        given.run(given)
    except (Failure, OSError, botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
        print(f"mc: <ERROR> {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
