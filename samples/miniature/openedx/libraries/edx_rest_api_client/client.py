"""Calls of a service to another, with a token that the LMS gives it."""
import time

import requests

SPARE = 5  # seconds that a token has to be good for


class OAuthAPIClient(requests.Session):
    """A session whose requests carry a JWT for the application `client_id`; `base_url` is that of the provider, for example http://lms:8000/oauth2."""

    def __init__(self, base_url, client_id, client_secret, timeout=(3.05, 5)):
        super().__init__()
        self._url, self._client = f"{base_url.rstrip('/')}/access_token", (client_id, client_secret)
        self._timeout, self._token, self._expires = timeout, None, 0

    def get_jwt_access_token(self):
        if time.monotonic() > self._expires - SPARE:
            client_id, secret = self._client
            response = requests.post(self._url, timeout=self._timeout, data={
                "grant_type": "client_credentials", "client_id": client_id, "client_secret": secret, "token_type": "jwt"})
            response.raise_for_status()
            answer = response.json()
            self._token, self._expires = answer["access_token"], time.monotonic() + answer["expires_in"]
        return self._token

    def request(self, method, url, headers=None, **arguments):
        return super().request(
            method, url, headers={"Authorization": f"JWT {self.get_jwt_access_token()}", **(headers or {})},
            **{"timeout": self._timeout, **arguments})
