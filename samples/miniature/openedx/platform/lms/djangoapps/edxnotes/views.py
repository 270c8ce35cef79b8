"""A learner's notes in a course: what the course's pages ask the LMS for."""
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse

from lms.djangoapps.courseware.views import get_course_or_404
from lms.djangoapps.edxnotes import helpers
from openedx.core.lib.features import is_enabled


def _check(course_id):
    if not is_enabled("ENABLE_EDXNOTES"):
        raise Http404("There are no notes here.")
    return get_course_or_404(course_id)


@login_required
def get_token(request, course_id):
    """`/courses/<key>/edxnotes/token/`: what a browser shows to EDXNOTES_PUBLIC_API, as plain text."""
    _check(course_id)
    return HttpResponse(helpers.token(request.user), content_type="text/plain", headers={"X-Notes-Api": settings.EDXNOTES_PUBLIC_API})


@login_required
def search_notes(request, course_id):
    """`/courses/<key>/edxnotes/search/?text=`: found by the LMS for the learner."""
    course = _check(course_id)
    try:
        return JsonResponse(helpers.search(request.user, str(course.id), request.GET.get("text", "")))
    except helpers.NotesUnavailable as error:
        return JsonResponse({"error": str(error)}, status=503)
