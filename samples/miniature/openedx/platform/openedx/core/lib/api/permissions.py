"""Who may call."""
import hmac

from django.conf import settings
from rest_framework.permissions import BasePermission, DjangoModelPermissions


def has_api_key(request):
    """Whether the caller shows EDX_API_KEY; without one nobody does."""
    key = settings.EDX_API_KEY
    return bool(key) and hmac.compare_digest(request.headers.get("X-Edx-Api-Key", "").encode(), key.encode())


class ApiKeyOrModelPermission(BasePermission):
    """A service with the key, or somebody whom Django's permissions allow it."""

    def has_permission(self, request, view):
        return has_api_key(request) or DjangoModelPermissions().has_permission(request, view)
