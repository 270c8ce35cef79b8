"""How callers of the APIs prove who they are."""
import jwt as pyjwt
from django.conf import settings
from django.contrib.auth import get_user_model
from oauth2_provider.models import get_access_token_model
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from openedx.core.lib import jwt


def _credentials(request, *words):
    """What follows one of these words in the Authorization header, or None."""
    parts = get_authorization_header(request).decode("latin-1").split()
    return parts[1] if len(parts) == 2 and parts[0].lower() in words else None


class JwtAuthentication(BaseAuthentication):
    """`Authorization: JWT <token>`, or the two cookies that the LMS sets for micro-frontends."""

    def authenticate(self, request):
        token = _credentials(request, "jwt") or self._from_cookies(request)
        if token is None:
            return None
        try:
            claims = jwt.decode(token)
        except (pyjwt.InvalidTokenError, jwt.NoKey) as error:
            raise AuthenticationFailed(str(error)) from error
        user = get_user_model().objects.filter(username=claims["preferred_username"], is_active=True).first()
        if user is None:
            raise AuthenticationFailed("The token names nobody.")
        return user, claims

    def authenticate_header(self, request):
        return 'JWT realm="api"'

    @staticmethod
    def _from_cookies(request):
        # Only when the caller asks for it, as a cookie alone proves no intent.
        if "HTTP_USE_JWT_COOKIE" not in request.META:
            return None
        parts = [request.COOKIES.get(settings.JWT_AUTH[name]) for name in (
            "JWT_AUTH_COOKIE_HEADER_PAYLOAD", "JWT_AUTH_COOKIE_SIGNATURE")]
        return ".".join(parts) if all(parts) else None


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token>` of the OAuth provider."""

    def authenticate(self, request):
        token = _credentials(request, "bearer")
        if token is None:
            return None
        found = get_access_token_model().objects.select_related("user").filter(token=token).first()
        if found is None or found.is_expired() or found.user is None:
            raise AuthenticationFailed("This access token is not valid.")
        return found.user, found

    def authenticate_header(self, request):
        return 'Bearer realm="api"'
