"""The cookies that tell micro-frontends who is logged in."""
import json

from django.conf import settings

from openedx.core.lib import jwt

LOGGED_IN = "edxloggedin"
USER_INFO = "edx-user-info"


def set_logged_in_cookies(response, user):
    """Set them beside the session's: the two halves of a JWT, and what a header shows."""
    token = jwt.create(user, ["user_id", "email", "profile"], client_id=settings.JWT_AUTH["JWT_LOGIN_CLIENT_ID"])
    head, _, signature = token.rpartition(".")
    options = {
        "domain": settings.SESSION_COOKIE_DOMAIN or None,
        "secure": settings.SESSION_COOKIE_SECURE,
        "samesite": settings.SESSION_COOKIE_SAMESITE,
        "max_age": settings.JWT_AUTH["JWT_EXPIRATION"],
    }
    info = {"version": 1, "username": user.username, "email": user.email}
    response.set_cookie(LOGGED_IN, "true", **options)
    response.set_cookie(USER_INFO, json.dumps(info), **options)
    response.set_cookie(settings.JWT_AUTH["JWT_AUTH_COOKIE_HEADER_PAYLOAD"], head, **options)
    response.set_cookie(settings.JWT_AUTH["JWT_AUTH_COOKIE_SIGNATURE"], signature, httponly=True, **options)
    return response


def delete_logged_in_cookies(response):
    names = [LOGGED_IN, USER_INFO, *(settings.JWT_AUTH[name] for name in (
        "JWT_AUTH_COOKIE_HEADER_PAYLOAD", "JWT_AUTH_COOKIE_SIGNATURE"))]
    for name in names:
        response.delete_cookie(name, domain=settings.SESSION_COOKIE_DOMAIN or None, path="/")
    return response
