"""What Ecommerce tells the LMS."""
from django.db import transaction
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from common.djangoapps.course_modes.models import CourseMode
from openedx.core.lib.api.permissions import ApiKeyOrModelPermission
from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.django import modulestore


class ModeSerializer(serializers.Serializer):
    name = serializers.CharField(source="mode_slug", max_length=100)
    price = serializers.IntegerField(source="min_price", min_value=0)
    currency = serializers.CharField(max_length=8)
    sku = serializers.CharField(max_length=255, allow_null=True, required=False)


class CourseView(APIView):
    """`/api/commerce/v1/courses/<key>/`: GET and PUT the ways to take a course."""

    permission_classes = [ApiKeyOrModelPermission]
    queryset = CourseMode.objects.all()

    def _shown(self, course_id):
        modes = self.queryset.filter(course_id=course_id)
        return Response({"id": course_id, "modes": ModeSerializer(modes, many=True).data})

    def get(self, request, course_id):
        return self._shown(course_id)

    def put(self, request, course_id):
        if not modulestore().has_course(CourseKey.from_string(course_id)):
            return Response({"id": [f"Course {course_id} does not exist."]}, status=400)
        modes = ModeSerializer(data=request.data.get("modes"), many=True)
        modes.is_valid(raise_exception=True)
        with transaction.atomic():
            CourseMode.objects.filter(course_id=course_id).delete()
            CourseMode.objects.bulk_create([
                CourseMode(course_id=course_id, mode_display_name=mode["mode_slug"].title(), **{**mode, "currency": mode["currency"].lower()})
                for mode in modes.validated_data])
        return self._shown(course_id)
