import pytest
from django.core import mail

from lms.djangoapps.courseware.progress import complete
from lms.djangoapps.instructor_task.models import InstructorTask
from lms.djangoapps.instructor_task.tasks import calculate_grade_report

pytestmark = pytest.mark.django_db(databases=["default", "student_module_history"])
PAGE = "/courses/course-v1:Org+Knots+2026"


def test_a_report_is_made_and_mailed(client, course, user, django_capture_on_commit_callbacks):
    complete(user, course, course.root.of_type("html")[0])
    client.force_login(user)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PAGE}/grade_report")

    report = InstructorTask.objects.get()
    assert report.task_state == "SUCCESS"
    assert report.task_output["percent"] == 50
    assert mail.outbox[0].to == ["ann@example.com"]
    assert client.get(f"{PAGE}/grade_report/{report.pk}").json()["task_state"] == "SUCCESS"
    assert "50 %" in client.get(f"{PAGE}/progress").content.decode()


def test_a_report_is_a_file_in_its_own_storage(client, course, user, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.GRADES_DOWNLOAD = {
        "STORAGE_CLASS": "django.core.files.storage.FileSystemStorage",
        "STORAGE_KWARGS": {"location": str(tmp_path), "base_url": "/reports/"}}
    client.force_login(user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PAGE}/grade_report")

    answer = client.get(f"{PAGE}/grade_report/{InstructorTask.objects.get().pk}/file")

    assert (tmp_path / answer.url.removeprefix("/reports/")).read_text() == "chapter,done,total\nFirst Chapter,0,2\n"


def test_a_report_that_fails_says_why(course, user, store):
    row = InstructorTask.objects.create(task_type="grade_report", course_id="course-v1:No+Such+Course", requester=user)

    with pytest.raises(AttributeError):
        calculate_grade_report.delay(row.pk)

    row.refresh_from_db()
    assert row.task_state == "FAILURE" and row.task_output["message"]


def test_reports_of_others_are_not_there(client, course, user, staff):
    row = InstructorTask.objects.create(task_type="grade_report", course_id=course.id, requester=staff)
    client.force_login(user)

    assert client.get(f"{PAGE}/grade_report/{row.pk}").status_code == 404
    assert client.get(f"{PAGE}/grade_report/{row.pk}/file").status_code == 404
