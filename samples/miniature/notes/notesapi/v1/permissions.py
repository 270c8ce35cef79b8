"""Who may read and write whose notes."""
import jwt
from django.conf import settings
from rest_framework.permissions import BasePermission


class HasAccessToken(BasePermission):
    """`X-Annotator-Auth-Token`: a JWT that the LMS made for this service, about the learner whom the request names."""

    def has_permission(self, request, view):
        try:
            claims = jwt.decode(
                request.headers.get("x-annotator-auth-token", ""), settings.CLIENT_SECRET,
                algorithms=["HS256"], audience=settings.CLIENT_ID, leeway=1)
        except jwt.InvalidTokenError:
            return False
        named = [source["user"] for source in (request.GET, request.data) if "user" in source]
        return bool(named) and all(user == claims["sub"] for user in named)
