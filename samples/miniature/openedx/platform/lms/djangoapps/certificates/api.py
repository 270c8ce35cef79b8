"""Certificates for those who pass."""
from django.db import transaction

from common.djangoapps.track.events import emit
from lms.djangoapps.certificates.models import GeneratedCertificate
from lms.djangoapps.courseware.progress import done_blocks, grade_of
from openedx.core.djangoapps.credentials.utils import issues_course_certificates
from openedx.core.djangoapps.programs.tasks import award_course_certificate
from openedx.core.lib.celery.enqueue import enqueue

PASS = 50  # percent


def certify_if_passed(user, course):
    """Make the certificate of somebody who has done enough, once, and have Credentials issue it."""
    percent = grade_of(done_blocks(user, course.id), course)["percent"]
    if percent < PASS:
        return
    certificate, is_new = GeneratedCertificate.objects.get_or_create(user=user, course_id=course.id, defaults={"grade": f"{percent / 100:.2f}"})
    if not is_new:
        return
    emit("edx.certificate.created", user, course_id=course.id, enrollment_mode=certificate.mode)
    if issues_course_certificates():
        # Not before the row is there for a worker to find.
        transaction.on_commit(lambda: enqueue(award_course_certificate, user.username, course.id))


def has_certificate(user, course_id):
    return GeneratedCertificate.objects.filter(user=user, course_id=course_id, status=GeneratedCertificate.DOWNLOADABLE).exists()
