from django.urls import include, path, re_path
from oauth2_provider.views import AuthorizationView, RevokeTokenView

from openedx.core.djangoapps.oauth_dispatch.views import AccessTokenView, user_info

# django-oauth-toolkit's own templates and views use this namespace.
provider = ([
    re_path(r"^authorize/?$", AuthorizationView.as_view(), name="authorize"),
    re_path(r"^access_token/?$", AccessTokenView.as_view(), name="access_token"),
    re_path(r"^revoke_token/?$", RevokeTokenView.as_view(), name="revoke-token"),
    re_path(r"^user_info/?$", user_info, name="user_info"),
], "oauth2_provider")

urlpatterns = [path("oauth2/", include(provider))]
