"""Logging in to Studio and other services at the LMS: the backend `edx-oauth2` of python-social-auth."""
from social_core.backends.oauth import BaseOAuth2

from edx_rest_framework_extensions.auth.jwt.decoder import jwt_decode_handler


class EdXOAuth2(BaseOAuth2):
    """Two addresses of the LMS: SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT is where the browser goes,
    SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT is where this service asks for the token."""

    name = "edx-oauth2"
    ID_KEY = "preferred_username"
    DEFAULT_SCOPE = ["user_id", "profile", "email"]
    SCOPE_SEPARATOR = " "
    ACCESS_TOKEN_METHOD = "POST"
    REDIRECT_STATE = False
    EXTRA_DATA = [("refresh_token", "refresh_token"), ("expires_in", "expires_in"), ("user_id", "user_id")]

    def authorization_url(self):
        root = self.setting("PUBLIC_URL_ROOT") or self.setting("URL_ROOT")
        return f"{root.rstrip('/')}/oauth2/authorize"

    def access_token_url(self):
        return f"{self.setting('URL_ROOT').rstrip('/')}/oauth2/access_token"

    def auth_complete_params(self, state=None):
        return {**super().auth_complete_params(state), "token_type": "jwt"}

    def user_data(self, access_token, *args, **kwargs):
        return jwt_decode_handler(access_token)

    def get_user_details(self, response):
        return {
            "username": response["preferred_username"],
            "email": response.get("email", ""),
            "fullname": response.get("name", ""),
            "first_name": response.get("given_name", ""),
            "last_name": response.get("family_name", ""),
        }
