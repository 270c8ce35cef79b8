"""Checking the LMS's tokens, as JWT_AUTH says."""
import json

import jwt
from django.conf import settings
from jwt.algorithms import RSAAlgorithm


class NoKey(Exception):
    """JWT_AUTH holds nothing to check a token with."""


def jwt_decode_handler(token):
    """The claims of a token that the LMS made; raises jwt.InvalidTokenError otherwise."""
    config = settings.JWT_AUTH
    header = jwt.get_unverified_header(token)
    if header["alg"] == config["JWT_ALGORITHM"]:
        key = config["JWT_SECRET_KEY"]
    elif header["alg"] == config.get("JWT_SIGNING_ALGORITHM", "RS512"):
        key = _public_key(config, header.get("kid"))
    else:
        raise jwt.InvalidAlgorithmError(f"Tokens signed by {header['alg']} are not accepted.")
    return jwt.decode(token, key, algorithms=[header["alg"]], audience=config["JWT_AUDIENCE"], leeway=1)


def _public_key(config, kid):
    keys = json.loads(config.get("JWT_PUBLIC_SIGNING_JWK_SET") or '{"keys": []}')["keys"]
    matching = [key for key in keys if key.get("kid") == kid] or keys
    if not matching:
        raise NoKey("JWT_AUTH.JWT_PUBLIC_SIGNING_JWK_SET holds no key.")
    return RSAAlgorithm.from_jwk(json.dumps(matching[0]))
