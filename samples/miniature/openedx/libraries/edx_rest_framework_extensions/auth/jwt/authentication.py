"""`Authorization: JWT <token>` for services that have accounts of their own."""
import jwt
from django.conf import settings
from django.contrib.auth import get_user_model
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from edx_rest_framework_extensions.auth.jwt.decoder import NoKey, jwt_decode_handler


class JwtAuthentication(BaseAuthentication):
    """The account of the token's name, made where there is none, with what EDX_DRF_EXTENSIONS takes over from the token."""

    def authenticate(self, request):
        parts = get_authorization_header(request).decode("latin-1").split()
        if len(parts) != 2 or parts[0].lower() != "jwt":
            return None
        try:
            claims = jwt_decode_handler(parts[1])
        except (jwt.InvalidTokenError, NoKey) as error:
            raise AuthenticationFailed(str(error)) from error
        return self.authenticate_credentials(claims), claims

    def authenticate_credentials(self, payload):
        user, _ = get_user_model().objects.get_or_create(username=payload["preferred_username"])
        mapping = settings.EDX_DRF_EXTENSIONS.get("JWT_PAYLOAD_USER_ATTRIBUTE_MAPPING", {})
        changes = {field: payload[claim] for claim, field in mapping.items() if claim in payload and getattr(user, field) != payload[claim]}
        if changes:
            for field, value in changes.items():
                setattr(user, field, value)
            user.save(update_fields=list(changes))
        return user

    def authenticate_header(self, request):
        return 'JWT realm="api"'
