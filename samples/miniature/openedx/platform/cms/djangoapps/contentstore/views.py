"""Studio's pages."""
import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cms.djangoapps.contentstore import publishing
from cms.djangoapps.contentstore.forms import BlockForm, CourseForm
from cms.djangoapps.contentstore.models import CourseEdit
from cms.djangoapps.course_creators.views import may_create_courses
from common.djangoapps.student.auth import add_author, has_studio_access
from openedx.core.lib.keys import CourseKey
from xmodule.capa.judging import judge
from xmodule.modulestore.course import CONTAINERS
from xmodule.modulestore.django import modulestore
from xmodule.modulestore.exceptions import DuplicateCourseError

CHILD_TYPES = {"course": "chapter", "chapter": "sequential", "sequential": "vertical", "vertical": "html"}


def root(request):
    """`/`: a word of welcome, or the courses."""
    return redirect("home") if request.user.is_authenticated else render(request, "howitworks.html")


@login_required
def home(request):
    """`/home/`: the courses that I may author."""
    courses = [course for course in modulestore().get_courses() if has_studio_access(request.user, course.key)]
    return render(request, "home.html", {
        "courses": courses, "may_create": may_create_courses(request.user), "form": CourseForm()})


@login_required
@require_POST
def create_course(request):
    """`POST /course/`: from the form, or as JSON with a JSON answer."""
    if not may_create_courses(request.user):
        raise PermissionDenied("You may not create courses.")
    wants_json = request.content_type == "application/json"
    form = CourseForm(json.loads(request.body) if wants_json else request.POST)
    if form.is_valid():
        data = form.cleaned_data
        key = CourseKey(data["org"], data["number"], data["run"])
        try:
            modulestore().create_course(key, request.user, {"display_name": data["display_name"]})
        except DuplicateCourseError as error:
            form.add_error("run", str(error))
        else:
            add_author(request.user, key)
            publishing.record(key, "create", request.user)
            publishing.announce(key)
            url = f"/course/{key}"
            return JsonResponse({"url": url, "course_key": str(key)}) if wants_json else redirect(url)
    if wants_json:
        return JsonResponse({"ErrMsg": form.errors.as_text()}, status=400)
    return render(request, "home.html", {"courses": [], "may_create": True, "form": form}, status=400)


def _course(request, course_id):
    key = CourseKey.from_string(course_id)
    course = modulestore().get_course(key)
    if course is None:
        raise Http404(f"There is no course {course_id}.")
    if not has_studio_access(request.user, key):
        raise PermissionDenied("You are not an author of this course.")
    return course


def _block(course, block_id):
    for block in course.root.walk():
        if block.block_id == block_id:
            return block
    raise Http404(f"The course has no block {block_id}.")


@login_required
def outline(request, course_id):
    """`/course/<key>`: the tree of a course."""
    course = _course(request, course_id)
    return render(request, "outline.html", {
        "course": course,
        "has_changes": modulestore().has_changes(course.key),
        "edits": CourseEdit.objects.filter(course_id=course.id).select_related("user")[:5],
        "lms_url": f"{settings.LMS_ROOT_URL}/courses/{course.id}/course/",
    })


@login_required
def edit_block(request, course_id, block_id):
    """`/course/<key>/block/<id>`: change a title or a text; `publish` in the form publishes at once."""
    course = _course(request, course_id)
    block = _block(course, block_id)
    form = BlockForm(request.POST or {"display_name": block.display_name, "data": block.data})
    if request.method == "POST" and form.is_valid():
        fields = {"display_name": form.cleaned_data["display_name"]}
        if block.block_type not in CONTAINERS:
            fields["data"] = form.cleaned_data["data"]
        modulestore().update_block(course.key, block_id, fields, request.user)
        publishing.record(course.key, "edit", request.user, block_id)
        if "publish" in request.POST:
            publishing.publish(course.key, request.user)
        messages.success(request, "Published." if "publish" in request.POST else "Saved as a draft.")
        return redirect("course_outline", course_id=course.id)
    return render(request, "edit_block.html", {"course": course, "edited": block, "form": form})


@login_required
@require_POST
def try_problem(request, course_id, block_id):
    """`POST /course/<key>/block/<id>/try` with `answer`: what a learner would be told, of the draft. Nothing is kept."""
    course = _course(request, course_id)
    block = _block(course, block_id)
    if block.custom_response is None:
        raise Http404("There is nothing to try: no function of the problem judges answers.")
    tried = judge(course, block, request.POST.get("answer", ""), seed=1)
    return render(request, "edit_block.html", {
        "course": course, "edited": block, "form": BlockForm({"display_name": block.display_name, "data": block.data}), "tried": tried})


@login_required
@require_POST
def add_block(request, course_id, block_id):
    """`POST /course/<key>/block/<id>/add`: a new last child, of the type that goes there."""
    course = _course(request, course_id)
    child_type = CHILD_TYPES.get(_block(course, block_id).block_type)
    if child_type is None:
        raise Http404("Nothing goes in there.")
    child = modulestore().create_child(
        course.key, block_id, child_type, {"display_name": f"New {child_type}"}, request.user)
    publishing.record(course.key, "add", request.user, child)
    return redirect("edit_block", course_id=course.id, block_id=child)


@login_required
@require_POST
def publish_course(request, course_id):
    """`POST /course/<key>/publish`."""
    course = _course(request, course_id)
    publishing.publish(course.key, request.user)
    messages.success(request, "Published.")
    return redirect("course_outline", course_id=course.id)
