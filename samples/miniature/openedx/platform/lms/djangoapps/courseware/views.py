"""Course pages."""
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from waffle import flag_is_active

from common.djangoapps.student.auth import has_studio_access
from common.djangoapps.student.models import CourseEnrollment
from common.djangoapps.track.events import emit
from lms.djangoapps.certificates.api import certify_if_passed
from lms.djangoapps.commerce.utils import upgrade_of
from lms.djangoapps.courseware import author_grading, external_grading, progress
from openedx.core.djangoapps.content.course_overviews.models import CourseOverview
from openedx.core.djangoapps.content.search.tasks import reindex_course
from openedx.core.lib.celery.enqueue import enqueue
from openedx.core.lib.keys import CourseKey, InvalidKeyError
from xmodule.modulestore.django import contentstore, modulestore


def get_course_or_404(course_id):
    try:
        course = modulestore().get_course(CourseKey.from_string(course_id))
    except InvalidKeyError as error:
        raise Http404(str(error)) from error
    if course is None:
        raise Http404(f"There is no course {course_id}.")
    return course


def about(request, course_id):
    """`/courses/<key>/about`: open to everyone."""
    course = get_course_or_404(course_id)
    return render(request, "courseware/about.html", {
        "course": course,
        "enrolled": CourseEnrollment.is_enrolled(request.user, course.id),
        "may_author": has_studio_access(request.user, course.key),
        "studio_url": f"{settings.CMS_ROOT_URL}/course/{course.id}",
    })


def courseware(request, course_id):
    """`/courses/<key>/course/`: the content, for those who enrolled."""
    course = get_course_or_404(course_id)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    if not CourseEnrollment.is_enrolled(request.user, course.id) and not has_studio_access(request.user, course.key):
        messages.info(request, "Enrol in the course to see its content.")
        return redirect("about_course", course_id=course.id)
    states = progress.states(request.user, course.id)
    for block in course.root.walk():
        block.state = states.get(block.key, {})
    return render(request, "courseware/course.html", {"course": course, "counted": progress.COUNTED})


def _block_or_404(course, **wanted):
    for block in course.root.walk():
        if all(getattr(block, name) == value for name, value in wanted.items()):
            return block
    raise Http404("There is no such block.")


@login_required
@require_POST
def complete_block(request, course_id):
    """`POST /courses/<key>/complete` with `block`: mark a block as done."""
    course = get_course_or_404(course_id)
    block = _block_or_404(course, block_id=request.POST.get("block"))
    if not CourseEnrollment.is_enrolled(request.user, course.id):
        raise Http404("There is no such block for you.")
    progress.complete(request.user, course, block)
    certify_if_passed(request.user, course)
    emit("edx.done.toggled", request.user, course_id=course.id, usage_key=block.key)
    return redirect(f"/courses/{course.id}/course/#{block.block_id}")


# The answer's row has to be there when XQueue calls back, which may be before the request ends.
@transaction.non_atomic_requests
@login_required
@require_POST
def check_problem(request, course_id):
    """`POST /courses/<key>/problem_check` with `block` and `answer`: to the grader or the function that the problem names."""
    course = get_course_or_404(course_id)
    block = _block_or_404(course, block_id=request.POST.get("block"))
    if not block.has_answer or not CourseEnrollment.is_enrolled(request.user, course.id):
        raise Http404("There is nothing to answer for you.")
    grading = external_grading if block.code_response else author_grading
    state = grading.submit(request.user, course, block, request.POST.get("answer", "")) or {}
    if grading is author_grading:
        certify_if_passed(request.user, course)
    emit("problem_check", request.user, course_id=course.id, problem_id=block.key, success=state.get("correct"))
    return redirect(f"/courses/{course.id}/course/#{block.block_id}")


@csrf_exempt
@require_POST
def xqueue_callback(request, course_id, userid, mod_id, dispatch):
    """`POST /courses/<key>/xqueue/<user>/<block>/score_update`: a result from XQueue."""
    course = get_course_or_404(course_id)
    block, user = _block_or_404(course, key=mod_id), get_object_or_404(get_user_model(), pk=userid)
    try:
        external_grading.take_result(user, course, block, request.POST.get("xqueue_header", ""), request.POST.get("xqueue_body", ""))
    except external_grading.NotGraded as error:
        raise Http404(str(error)) from error
    certify_if_passed(user, course)
    emit("edx.problem.external_grade", user, course_id=course.id, problem_id=block.key)
    return HttpResponse("")


@login_required
@require_POST
def change_enrollment(request):
    """`POST /change_enrollment` with `course_id` and `enrollment_action` (enroll, unenroll)."""
    course = get_course_or_404(request.POST.get("course_id"))
    if request.POST.get("enrollment_action") == "unenroll":
        CourseEnrollment.unenroll(request.user, course.id)
        emit("edx.course.enrollment.deactivated", request.user, course_id=course.id)
        return redirect("dashboard")
    CourseEnrollment.enroll(request.user, course.id, mode=None)
    emit("edx.course.enrollment.activated", request.user, course_id=course.id)
    return redirect("courseware", course_id=course.id)


@login_required
def dashboard(request):
    """`/dashboard`: my courses. Names come from MySQL, so that the page works while MongoDB is away."""
    if settings.LEARNER_HOME_MICROFRONTEND_URL and flag_is_active(request, "learner_home_mfe.enabled"):
        return redirect(settings.LEARNER_HOME_MICROFRONTEND_URL)
    enrollments = CourseEnrollment.objects.filter(user=request.user, is_active=True)
    overviews = CourseOverview.objects.in_bulk([enrollment.course_id for enrollment in enrollments])
    courses = []
    for enrollment in enrollments:
        overview = overviews.get(enrollment.course_id) or CourseOverview.load_from_module_store(
            CourseKey.from_string(enrollment.course_id))
        courses.append({"id": enrollment.course_id, "name": overview.display_name if overview else enrollment.course_id,
                        "mode": enrollment.mode, "upgrade": upgrade_of(enrollment)})
    return render(request, "dashboard.html", {"courses": courses})


@login_required
@require_POST
def reindex(request, course_id):
    """`POST /courses/<key>/reindex`: ask Studio's workers to bring the search up to date."""
    course = get_course_or_404(course_id)
    if not has_studio_access(request.user, course.key):
        raise Http404("Only the course's staff may do this.")
    queued = enqueue(reindex_course, course.id)
    messages.info(request, "The search index will follow in a moment." if queued else "The task queue doesn't answer.")
    return redirect("about_course", course_id=course.id)


def asset(request, asset_key):
    """`/asset-v1:...`: a file of a course, from GridFS."""
    file = contentstore().find(asset_key)
    if file is None:
        raise Http404("There is no such file.")
    response = HttpResponse(file.read(), content_type=file.metadata["content_type"])
    response["Cache-Control"] = "public, max-age=300"
    return response
