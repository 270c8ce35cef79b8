"""`/api/courses/v1/courses/`."""
from django.conf import settings
from django.core.paginator import Paginator
from rest_framework.decorators import api_view
from rest_framework.response import Response

from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import modulestore


def serialize(course):
    return {
        "id": course.id,
        "course_id": course.id,
        "name": course.display_name,
        "org": course.key.org,
        "number": course.key.course,
        "start": course.start or None,
        "end": None,
        "enrollment_start": None,
        "enrollment_end": None,
        "short_description": course.short_description,
        "media": {"image": {"raw": f"{settings.LMS_ROOT_URL}/{course.key.asset(course.image)}"} if course.image else {}},
        "hidden": False,
        "mobile_available": False,
        "pacing": "instructor",
        "blocks_url": f"{settings.LMS_ROOT_URL}/courses/{course.id}/course/",
    }


@api_view(["GET"])
def course_list(request):
    pages = Paginator(modulestore().get_courses(), int(request.GET.get("page_size", settings.REST_FRAMEWORK["PAGE_SIZE"])))
    page = pages.get_page(request.GET.get("page", 1))
    return Response({
        "results": [serialize(course) for course in page],
        "pagination": {"count": pages.count, "num_pages": pages.num_pages, "next": None, "previous": None},
    })


@api_view(["GET"])
def course_detail(request, course_id):
    course = modulestore().get_course(CourseKey.from_string(course_id))
    if course is None:
        return Response({"developer_message": "The course does not exist"}, status=404)
    return Response({**serialize(course), "overview": course.overview})
