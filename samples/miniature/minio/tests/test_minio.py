import io
import json
import os
import signal
import subprocess
import urllib.request
from pathlib import Path

import botocore.exceptions
import pytest
from conftest import ROOT, Server

USER = ("openedx", "the-secret-key-of-a-user")
ALLOWED = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBucket"], "Resource": ["arn:aws:s3:::files"]},
    {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "Resource": ["arn:aws:s3:::files/*"]}]}
PUBLIC = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::files/public/*"]}]}


def kill_all(program):
    for process in Path("/proc").glob("[0-9]*"):
        if program in (process / "comm").read_text():
            os.kill(int(process.name), signal.SIGKILL)


def refused(call, *code):
    with pytest.raises(botocore.exceptions.ClientError) as error:
        call()
    assert error.value.response["Error"]["Code"] in code


@pytest.fixture
def user(server, tmp_path):
    """A user with rights in the bucket `files`, made by the client."""
    for name, policy in (("allowed", ALLOWED), ("public", PUBLIC)):
        (tmp_path / f"{name}.json").write_text(json.dumps(policy))
    for done in (
        server.mc("mb", "--ignore-existing", "it/files"), server.mc("mb", "it/others"),
        server.mc("anonymous", "set-json", str(tmp_path / "public.json"), "it/files"),
        server.mc("admin", "user", "add", "it", text="\n".join(USER) + "\n"),
        server.mc("admin", "policy", "create", "it", "allowed", str(tmp_path / "allowed.json")),
        server.mc("admin", "policy", "attach", "it", "allowed", "--user", USER[0]),
    ):
        assert done.returncode == 0, done.stderr
    return server.s3(*USER)


def test_rights_of_a_user_are_those_of_the_policy(server, user):
    user.put_object(Bucket="files", Key="a/b.txt", Body=b"text", ContentType="text/plain")

    assert user.get_object(Bucket="files", Key="a/b.txt")["Body"].read() == b"text"
    assert [item["Key"] for item in user.list_objects_v2(Bucket="files")["Contents"]] == ["a/b.txt"]
    refused(lambda: user.head_object(Bucket="files", Key="nothing"), "404")
    refused(lambda: user.put_object(Bucket="others", Key="x", Body=b""), "AccessDenied")
    refused(lambda: user.create_bucket(Bucket="mine"), "AccessDenied", "TooManyBuckets")
    refused(lambda: user.delete_bucket(Bucket="files"), "AccessDenied")
    refused(lambda: server.s3(USER[0], "wrong").list_objects_v2(Bucket="files"), "SignatureDoesNotMatch")


def test_everyone_reads_what_is_public_and_what_is_signed_for_them(server, user):
    user.put_object(Bucket="files", Key="public/me.png", Body=b"picture", ContentType="image/png")
    user.put_object(Bucket="files", Key="report.csv", Body=b"grades")

    with urllib.request.urlopen(f"{server.url}/files/public/me.png?v=17") as answer:
        assert (answer.read(), answer.headers["Content-Type"]) == (b"picture", "image/png")
    assert server.status("/files/report.csv") == 403
    assert server.status("/files") == 403
    signed = user.generate_presigned_url("get_object", Params={"Bucket": "files", "Key": "report.csv"})
    with urllib.request.urlopen(signed) as answer:
        assert answer.read() == b"grades"
    assert server.status(signed.removeprefix(server.url).replace("report", "another")) == 403


def test_a_large_file_comes_in_parts(user):
    content = bytes(range(256)) * 81920  # 20 MB: boto3 cuts from 8 MB on
    user.upload_fileobj(io.BytesIO(content), "files", "large")

    assert user.get_object(Bucket="files", Key="large")["Body"].read() == content


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_what_is_stored_outlives_the_server(server, user, number):
    user.put_object(Bucket="files", Key="kept", Body=b"text")

    code = server.stop(number)
    kill_all("radosgw")  # as the end of a container does
    server.password = "another-secret-of-the-administrator"
    server.start()

    assert code == (0 if number == signal.SIGTERM else -9)
    assert user.get_object(Bucket="files", Key="kept")["Body"].read() == b"text"
    assert server.status("/files/public/none") in (403, 404)
    refused(lambda: server.s3(*ROOT).list_buckets(), "SignatureDoesNotMatch")
    user.put_object(Bucket="files", Key="another", Body=b"text")
    assert "files" in [bucket["Name"] for bucket in server.s3().list_buckets()["Buckets"]]


def test_a_user_gets_another_key_while_it_runs(server, user):
    changed = server.mc("admin", "user", "add", "it", text=f"{USER[0]}\nanother-secret-key\n")

    assert changed.returncode == 0, changed.stderr
    refused(lambda: user.list_objects_v2(Bucket="files"), "SignatureDoesNotMatch")
    server.s3(USER[0], "another-secret-key").list_objects_v2(Bucket="files")


def test_administration_is_the_administrators(server, user):
    other = server.mc("admin", "user", "add", "it", text="eve\nthe-secret-key-of-eve\n", user=USER[0], secret=USER[1])

    assert other.returncode == 1 and "administrator" in other.stderr
    assert server.mc("mb", "it/files").returncode == 0  # one's own is made once more, as by the real server of this kind
    assert server.mc("admin", "policy", "attach", "it", "nothing", "--user", USER[0]).returncode == 1


def test_tls_by_the_folder_of_certificates(tmp_path, monkeypatch):
    folder = tmp_path / "certs"
    folder.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", folder / "private.key", "-out", folder / "public.crt"], check=True, capture_output=True)
    monkeypatch.setenv("TEST_CA", str(folder / "public.crt"))
    started = Server(tmp_path / "data", "--certs-dir", str(folder), scheme="https").start()
    try:
        s3 = started.s3(verify=str(folder / "public.crt"))
        s3.create_bucket(Bucket="files")
        s3.put_object(Bucket="files", Key="x", Body=b"sealed")
        assert s3.get_object(Bucket="files", Key="x")["Body"].read() == b"sealed"
    finally:
        started.stop()
