"""`/api/enrollment/v1/enrollment`: the caller's courses."""
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from common.djangoapps.student.models import CourseEnrollment
from openedx.core.lib.keys import CourseKey, InvalidKeyError
from xmodule.modulestore.django import modulestore


def _row(enrollment):
    return {
        "created": enrollment.created,
        "mode": enrollment.mode,
        "is_active": enrollment.is_active,
        "user": enrollment.user.username,
        "course_details": {"course_id": enrollment.course_id},
    }


@api_view(["GET", "POST"])
@permission_classes([IsAuthenticated])
def enrollment(request):
    """GET lists; POST {"course_details": {"course_id": ...}, "mode": ...} enrols."""
    if request.method == "GET":
        rows = CourseEnrollment.objects.filter(user=request.user, is_active=True).select_related("user")
        return Response([_row(row) for row in rows])
    try:
        key = CourseKey.from_string((request.data.get("course_details") or {}).get("course_id"))
    except InvalidKeyError as error:
        return Response({"message": str(error)}, status=400)
    if not modulestore().has_course(key):
        return Response({"message": f"No course '{key}' found for enrollment"}, status=400)
    return Response(_row(CourseEnrollment.enroll(request.user, key, request.data.get("mode") or "audit")))
