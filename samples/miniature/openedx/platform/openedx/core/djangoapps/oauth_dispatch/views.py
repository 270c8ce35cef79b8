"""The OAuth provider's views, where they differ from django-oauth-toolkit's."""
import json

from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.models import get_access_token_model
from oauth2_provider.views import TokenView
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from openedx.core.lib import jwt


@method_decorator(csrf_exempt, name="dispatch")
class AccessTokenView(TokenView):
    """`POST /oauth2/access_token`; with `token_type=jwt` the access token is a JWT."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        if response.status_code != 200 or request.POST.get("token_type", "").lower() != "jwt":
            return response
        answer = json.loads(response.content)
        token = get_access_token_model().objects.select_related("user", "application").get(token=answer["access_token"])
        # A client that speaks for itself does so as the person who owns it.
        user = token.user or token.application.user
        answer["access_token"] = jwt.create(
            user, token.scope.split(), lifetime=answer["expires_in"], client_id=token.application.client_id,
            grant_type=token.application.authorization_grant_type)
        answer["token_type"] = "JWT"
        return JsonResponse(answer)


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def user_info(request):
    """`GET /oauth2/user_info`: who the bearer of a token is."""
    user = request.user
    return Response({
        "sub": str(user.pk),
        "preferred_username": user.username,
        "email": user.email,
        "name": user.get_full_name(),
        "given_name": user.first_name,
        "family_name": user.last_name,
        "administrator": user.is_staff,
    })
