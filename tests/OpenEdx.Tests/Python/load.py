"""Loads the settings as a container does, and prints them as JSON: the variables DEVSTACK_... say which."""
import base64
import json
import logging.config
import sys

import devstack_settings
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def number(text):
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def signs(private, public):
    """Whether what the private key signs is confirmed by the public one."""
    private, public = json.loads(private), json.loads(public)["keys"][0]
    numbers = rsa.RSAPrivateNumbers(
        *(number(private[name]) for name in ("p", "q", "d", "dp", "dq", "qi")),
        public_numbers=rsa.RSAPublicNumbers(number(private["e"]), number(private["n"])))
    signature = numbers.private_key().sign(b"header.payload", padding.PKCS1v15(), hashes.SHA512())
    rsa.RSAPublicNumbers(number(public["e"]), number(public["n"])).public_key().verify(
        signature, b"header.payload", padding.PKCS1v15(), hashes.SHA512())
    return private["kid"] == public["kid"]


settings = {name: value for name, value in vars(devstack_settings).items() if name.isupper()}
settings["FEATURES"] = dict(settings["FEATURES"].items())
tokens = settings["JWT_AUTH"]
settings["SIGNS"] = signs(tokens["JWT_PRIVATE_SIGNING_JWK"], tokens["JWT_PUBLIC_SIGNING_JWK_SET"])
logging.config.dictConfig(settings["LOGGING"])
logging.getLogger("tracking").info('{"event": "logged"}')
logging.getLogger("lms").info("a line for people")
print(json.dumps(settings, default=lambda value: f"<{type(value).__name__}>", skipkeys=True), file=sys.stdout)
