"""`/courses/<key>/progress`: ask a worker for a report, and see it when it is there."""
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from common.djangoapps.track.events import emit
from lms.djangoapps.certificates.api import has_certificate
from lms.djangoapps.courseware.views import get_course_or_404
from lms.djangoapps.instructor_task.models import InstructorTask
from lms.djangoapps.instructor_task.report_store import ReportStore
from lms.djangoapps.instructor_task.tasks import calculate_grade_report
from openedx.core.djangoapps.credentials.utils import get_credentials_records_url
from openedx.core.lib.celery.enqueue import enqueue

SHOWN = 5


@login_required
def progress_page(request, course_id):
    course = get_course_or_404(course_id)
    reports = list(InstructorTask.objects.filter(requester=request.user, course_id=course.id)[:SHOWN])
    return render(request, "courseware/progress.html", {
        "course": course, "reports": reports, "waiting": any(not report.is_finished for report in reports),
        "certified": has_certificate(request.user, course.id), "records_url": get_credentials_records_url()})


@login_required
@require_POST
def start_report(request, course_id):
    course = get_course_or_404(course_id)
    row = InstructorTask.objects.create(task_type="grade_report", course_id=course.id, requester=request.user)
    emit("edx.grades.report.requested", request.user, course_id=course.id)

    def send():
        if not enqueue(calculate_grade_report, row.pk, queue=settings.GRADES_DOWNLOAD_ROUTING_KEY):
            InstructorTask.objects.filter(pk=row.pk).update(
                task_state=InstructorTask.FAILURE, task_output={"message": "The task queue doesn't answer."})

    # Not before the row is there for a worker to find (ATOMIC_REQUESTS).
    transaction.on_commit(send)
    return redirect("progress", course_id=course.id)


@login_required
def report_state(request, course_id, report_id):
    """The same as JSON, for the page's script and for tests."""
    row = InstructorTask.objects.filter(pk=report_id, requester=request.user, course_id=course_id).first()
    if row is None:
        raise Http404("There is no such report.")
    return JsonResponse({"id": row.pk, "task_state": row.task_state, "task_output": row.task_output})


@login_required
def report_file(request, course_id, report_id):
    """Leads to the file, wherever it lies: an address of a private bucket holds for a while only."""
    row = InstructorTask.objects.filter(pk=report_id, requester=request.user, course_id=course_id).first()
    if row is None or not row.task_output.get("file"):
        raise Http404("There is no such file.")
    return redirect(ReportStore.from_settings().url(row.task_output["file"]))
