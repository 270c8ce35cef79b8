"""`Authorization: JWT <token>`: who is staff in the LMS may issue."""
from django.contrib.auth.models import Group
from edx_rest_framework_extensions.auth.jwt import authentication

from credentials.apps.core.constants import Role


class JwtAuthentication(authentication.JwtAuthentication):
    def authenticate_credentials(self, payload):
        user = super().authenticate_credentials(payload)
        admins = Group.objects.get(name=Role.ADMINS)
        (user.groups.add if payload.get("administrator") else user.groups.remove)(admins)
        return user
