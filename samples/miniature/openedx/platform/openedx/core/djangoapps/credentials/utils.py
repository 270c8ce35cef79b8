"""How the LMS speaks with Credentials."""
from urllib.parse import urljoin

import requests
from django.conf import settings

from openedx.core.djangoapps.credentials.models import CredentialsApiConfig
from openedx.core.lib import jwt
from openedx.core.lib.features import is_enabled


def issues_course_certificates():
    """Whether certificates of courses go to Credentials: for learners' records, which may be off."""
    return is_enabled("ENABLE_LEARNER_RECORDS") and CredentialsApiConfig.current().is_learner_issuance_enabled


def get_credentials_api_url(path):
    return urljoin(settings.CREDENTIALS_INTERNAL_SERVICE_URL, f"/api/v2/{path}")


def get_credentials_api_client(user):
    """A session that speaks for a user: for the LMS itself, for the one that CREDENTIALS_SERVICE_USERNAME names."""
    session = requests.Session()
    session.headers["Authorization"] = f"JWT {jwt.create(user, ['email', 'profile', 'user_id'])}"
    return session


def get_credentials_records_url():
    """Where people see what they have, or None."""
    return urljoin(settings.CREDENTIALS_PUBLIC_SERVICE_URL, "/records/") if issues_course_certificates() else None
