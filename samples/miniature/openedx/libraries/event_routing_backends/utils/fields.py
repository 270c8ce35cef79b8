"""What only this platform can read in its database."""
import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


def _fernet():
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"event_routing_backends", info=b"").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))


class EncryptedCharField(models.TextField):
    def get_prep_value(self, value):
        return None if value is None else _fernet().encrypt(str(value).encode()).decode()

    def from_db_value(self, value, expression, connection):
        return None if value is None else _fernet().decrypt(value.encode()).decode()
