"""`/api/enrollment/v1/enrollment`: the caller's courses; with the API key anybody's."""
from django.contrib.auth import get_user_model
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.response import Response

from common.djangoapps.student.models import CourseEnrollment
from common.djangoapps.track.events import emit
from openedx.core.lib.api.permissions import has_api_key
from openedx.core.lib.keys import CourseKey, InvalidKeyError
from xmodule.modulestore.django import modulestore


class ApiKeyHeaderPermissionIsAuthenticated(BasePermission):
    def has_permission(self, request, view):
        return has_api_key(request) or IsAuthenticated().has_permission(request, view)


def _row(enrollment):
    return {
        "created": enrollment.created,
        "mode": enrollment.mode,
        "is_active": enrollment.is_active,
        "user": enrollment.user.username,
        "course_details": {"course_id": enrollment.course_id},
    }


@api_view(["GET", "POST"])
@permission_classes([ApiKeyHeaderPermissionIsAuthenticated])
def enrollment(request):
    """GET lists; POST {"course_details": {"course_id": ...}, "mode": ..., "user": ...} enrols.

    Modes other than audit, and other people, are for services with the key.
    """
    trusted = has_api_key(request)
    name = (request.data if request.method == "POST" else request.GET).get("user") or request.user.username
    if name != request.user.username and not trusted:
        return Response(status=404)
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        return Response({"message": f"The user {name} does not exist."}, status=406)
    if request.method == "GET":
        rows = CourseEnrollment.objects.filter(user=user, is_active=True).select_related("user")
        return Response([_row(row) for row in rows])
    mode = request.data.get("mode") or "audit"
    if mode != "audit" and not trusted:
        return Response({"message": f"User does not have permission to create or update enrollment with mode [{mode}]."}, status=403)
    try:
        key = CourseKey.from_string((request.data.get("course_details") or {}).get("course_id"))
    except InvalidKeyError as error:
        return Response({"message": str(error)}, status=400)
    if not modulestore().has_course(key):
        return Response({"message": f"No course '{key}' found for enrollment"}, status=400)
    if trusted and request.data.get("is_active") is False:
        CourseEnrollment.unenroll(user, key)
        emit("edx.course.enrollment.deactivated", user, course_id=str(key))
    else:
        CourseEnrollment.enroll(user, key, mode)
        emit("edx.course.enrollment.activated", user, course_id=str(key))
    return Response(_row(CourseEnrollment.objects.select_related("user").get(user=user, course_id=str(key))))
