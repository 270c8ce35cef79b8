"""Reports, made by a worker."""
import os
import socket

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail

from lms.djangoapps.courseware.progress import grade
from lms.djangoapps.instructor_task.models import InstructorTask
from lms.djangoapps.instructor_task.report_store import ReportStore
from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import modulestore


@shared_task(bind=True)
def calculate_grade_report(self, instructor_task_id):
    """Work out how far the requester is in a course, keep it as a file, and send it by mail."""
    row = InstructorTask.objects.select_related("requester").get(pk=instructor_task_id)
    row.task_id, row.task_state = self.request.id or "", InstructorTask.PROGRESS
    row.save()
    try:
        course = modulestore().get_course(CourseKey.from_string(row.course_id))
        report = grade(row.requester_id, course)
        row.task_output = {
            **report, "made_by": f"{socket.gethostname()}:{os.getpid()}",
            "file": ReportStore.from_settings().store(row.course_id, f"grade_report_{row.pk}.csv", _lines(report))}
        send_mail(
            subject=f"Grade report: {course.display_name}",
            message=_message(row, course),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[row.requester.email],
        )
        row.task_state = InstructorTask.SUCCESS
    except Exception as error:
        row.task_state, row.task_output = InstructorTask.FAILURE, {"message": str(error)}
        raise
    finally:
        row.save()
    return row.task_output


def _lines(report):
    return [["chapter", "done", "total"], *([chapter["name"], chapter["done"], chapter["total"]] for chapter in report["chapters"])]


def _message(row, course):
    lines = [f"  {chapter['name']}: {chapter['done']} of {chapter['total']}" for chapter in row.task_output["chapters"]]
    return "\n".join([
        f"Hello {row.requester.username},", "",
        f"you have done {row.task_output['percent']} % of {course.display_name}:", *lines, "",
        f"{settings.LMS_ROOT_URL}/courses/{course.id}/progress", "", settings.PLATFORM_NAME, ""])
