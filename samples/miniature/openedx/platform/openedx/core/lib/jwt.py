"""JSON web tokens, as JWT_AUTH says.

With JWT_PRIVATE_SIGNING_JWK they are signed by that key (RS512), and who has JWT_PUBLIC_SIGNING_JWK_SET can check
them; without one, by JWT_SECRET_KEY.
"""
import json
import time

import jwt
from django.conf import settings
from jwt.algorithms import RSAAlgorithm

from edx_rest_framework_extensions.auth.jwt.decoder import NoKey, jwt_decode_handler as decode


def create(user, scopes, lifetime=None, client_id=None, **claims):
    """A token for a person."""
    config = settings.JWT_AUTH
    now = int(time.time())
    payload = {
        "iss": config["JWT_ISSUER"],
        "aud": config["JWT_AUDIENCE"],
        "iat": now,
        "exp": now + (lifetime or config["JWT_EXPIRATION"]),
        "version": config["JWT_SUPPORTED_VERSION"],
        "sub": str(user.pk),
        "preferred_username": user.username,
        "scopes": list(scopes),
        "grant_type": claims.pop("grant_type", "password"),
        "is_restricted": False,
        "filters": [],
        **claims,
    }
    if client_id:
        payload["client_id"] = client_id
    if "user_id" in scopes:
        payload["user_id"] = user.pk
    if "email" in scopes or "user_id" in scopes:
        payload.update(email=user.email, email_verified=user.is_active)
    if "profile" in scopes or "user_id" in scopes:
        payload.update(
            name=user.get_full_name(), given_name=user.first_name, family_name=user.last_name,
            administrator=user.is_staff, superuser=user.is_superuser)
    return _sign(payload, config)


def _sign(payload, config):
    private = config.get("JWT_PRIVATE_SIGNING_JWK")
    if not private:
        return jwt.encode(payload, config["JWT_SECRET_KEY"], algorithm=config["JWT_ALGORITHM"])
    key = RSAAlgorithm.from_jwk(private)
    headers = {"kid": json.loads(private).get("kid")}
    return jwt.encode(payload, key, algorithm=config["JWT_SIGNING_ALGORITHM"], headers=headers)
