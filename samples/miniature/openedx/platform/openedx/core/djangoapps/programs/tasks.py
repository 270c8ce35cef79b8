"""What a worker tells Credentials."""
from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from requests import RequestException

from lms.djangoapps.certificates.models import GeneratedCertificate
from openedx.core.djangoapps.credentials.utils import get_credentials_api_client, get_credentials_api_url

TIMEOUT = (3.05, 10)  # seconds: to connect, to read
MAX_RETRIES = 11  # about half an hour


@shared_task(bind=True, ignore_result=True)
def award_course_certificate(self, username, course_run_key):
    """Issue the certificate that a learner has in the LMS; again later when Credentials is away, or doesn't know the course yet."""
    certificate = GeneratedCertificate.objects.filter(user__username=username, course_id=course_run_key).first()
    if certificate is None:
        return
    try:
        client = get_credentials_api_client(get_user_model().objects.get(username=settings.CREDENTIALS_SERVICE_USERNAME))
        client.post(get_credentials_api_url("credentials/"), timeout=TIMEOUT, json={
            "username": username,
            "status": "awarded" if certificate.is_valid() else "revoked",
            "credential": {"course_run_key": course_run_key, "mode": certificate.mode, "type": "course-run"},
            "attributes": [{"name": "visible_date", "value": certificate.created_date.strftime("%Y-%m-%dT%H:%M:%SZ")}],
        }).raise_for_status()
    except RequestException as error:
        raise self.retry(exc=error, countdown=2 ** self.request.retries, max_retries=MAX_RETRIES)
