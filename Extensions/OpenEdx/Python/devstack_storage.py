"""Files in the stack's own S3 store: containers work with it inside of the stack, browsers get addresses on its site."""
import os

from storages.backends.s3boto3 import S3Boto3Storage as _S3Boto3Storage


class S3Boto3Storage(_S3Boto3Storage):
    """django-storages' own with two addresses: a signature holds for one, and AWS_S3_ENDPOINT_URL is the one that browsers use."""

    def __init__(self, **settings):
        super().__init__(**{"endpoint_url": os.environ["DEVSTACK_S3_URL"], **settings})
        self._public = _S3Boto3Storage(**settings)

    def url(self, *arguments, **options):
        return self._public.url(*arguments, **options)
