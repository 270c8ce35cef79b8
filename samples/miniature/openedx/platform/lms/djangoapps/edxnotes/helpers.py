"""How the LMS speaks with Notes."""
import hashlib
import hmac
import time

import jwt
import requests
from django.conf import settings
from oauth2_provider.models import get_application_model

TOKEN_LIFETIME = 3600  # seconds


class NotesUnavailable(Exception):
    """Notes doesn't answer, or answers with an error."""


def anonymous_id(user):
    """What other services know a learner by: the same for ever, and nobody's name."""
    return hmac.new(settings.SECRET_KEY.encode(), str(user.pk).encode(), hashlib.sha256).hexdigest()[:32]


def token(user):
    """A token for Notes about this learner, signed with the secret of the application that EDXNOTES_CLIENT_NAME names."""
    application = get_application_model().objects.filter(name=settings.EDXNOTES_CLIENT_NAME).first()
    if application is None:
        raise NotesUnavailable(f"There is no OAuth application {settings.EDXNOTES_CLIENT_NAME}: create_dot_application makes it.")
    now = int(time.time())
    claims = {"iss": settings.JWT_AUTH["JWT_ISSUER"], "aud": application.client_id, "sub": anonymous_id(user), "iat": now, "exp": now + TOKEN_LIFETIME}
    return jwt.encode(claims, application.client_secret, algorithm="HS256")


def search(user, course_id, text):
    """A page of the learner's notes in a course that have these words."""
    query = {"user": anonymous_id(user), "course_id": course_id, "text": text}
    try:
        response = requests.get(
            f"{settings.EDXNOTES_INTERNAL_API}/search/", params=query, headers={"x-annotator-auth-token": token(user)},
            timeout=(settings.EDXNOTES_CONNECT_TIMEOUT, settings.EDXNOTES_READ_TIMEOUT))
        response.raise_for_status()
    except requests.RequestException as error:
        raise NotesUnavailable(f"Notes at {settings.EDXNOTES_INTERNAL_API}: {error}") from error
    return response.json()
