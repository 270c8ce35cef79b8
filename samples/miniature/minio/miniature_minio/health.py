"""MinIO's probes, `/minio/health/{live,ready}`: files that everyone may read, in a bucket that MinIO keeps for itself, too."""
import json
import time

import boto3
import botocore.exceptions
from botocore.config import Config

from .options import Options

BUCKET = "minio"
POLICY = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["s3:GetObject"], "Resource": [f"arn:aws:s3:::{BUCKET}/health/*"]}]}
STEPS, STEP_SECONDS = 150, 0.2


def client(options: Options, service: str = "s3"):
    """The administrator at the server of this container; its certificate is for other names than this one."""
    return boto3.client(
        service, endpoint_url=f"http{'s' if options.certificates else ''}://127.0.0.1:{options.port}", verify=False, region_name="us-east-1",
        aws_access_key_id=options.user, aws_secret_access_key=options.password,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1}, connect_timeout=2) if service == "s3" else None)


def show(options: Options) -> None:
    """Puts the files there as soon as the server takes them."""
    s3 = client(options)
    for step in range(STEPS):
        try:
            s3.create_bucket(Bucket=BUCKET)
            break
        except botocore.exceptions.BotoCoreError:
            if step == STEPS - 1:
                raise
            time.sleep(STEP_SECONDS)
    s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(POLICY))
    for name in ("live", "ready"):
        s3.put_object(Bucket=BUCKET, Key=f"health/{name}", Body=b"")
