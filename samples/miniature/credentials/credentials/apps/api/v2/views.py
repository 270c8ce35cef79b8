"""`/api/v2/credentials/`: the LMS issues, people read their own."""
from rest_framework import mixins, permissions, viewsets

from credentials.apps.api.v2.serializers import UserCredentialSerializer
from credentials.apps.credentials.models import UserCredential


class UserCredentialPermissions(permissions.DjangoModelPermissions):
    """Besides Django's permissions: everybody may list what they have themselves."""

    perms_map = {**permissions.DjangoModelPermissions.perms_map, "GET": ["%(app_label)s.view_%(model_name)s"]}

    def has_permission(self, request, view):
        own = request.method == "GET" and request.user.is_authenticated and request.query_params.get("username", "").lower() == request.user.username.lower()
        return own or super().has_permission(request, view)


class CredentialViewSet(mixins.CreateModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    permission_classes = [UserCredentialPermissions]
    serializer_class = UserCredentialSerializer

    def get_queryset(self):
        found = UserCredential.objects.filter(credential__site=self.request.site).order_by("pk")
        username = self.request.query_params.get("username")
        return found.filter(username__iexact=username) if username else found
