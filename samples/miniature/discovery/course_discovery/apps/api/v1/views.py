"""What other services read of the catalogue."""
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.response import Response

from course_discovery.apps.course_metadata import search
from course_discovery.apps.course_metadata.models import Course, CourseRun, Organization


class OrganizationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organization
        fields = ("uuid", "key", "name")


class CourseRunSerializer(serializers.ModelSerializer):
    class Meta:
        model = CourseRun
        fields = ("uuid", "key", "title", "short_description", "start", "end", "pacing_type", "hidden")


class CourseSerializer(serializers.ModelSerializer):
    owners = OrganizationSerializer(source="authoring_organizations", many=True)
    course_runs = CourseRunSerializer(many=True)

    class Meta:
        model = Course
        fields = ("uuid", "key", "title", "owners", "course_runs")


class Organizations(ListAPIView):
    """`/api/v1/organizations/`"""

    serializer_class = OrganizationSerializer
    queryset = Organization.objects.all()


class Courses(ListAPIView):
    """`/api/v1/courses/`: with their runs."""

    serializer_class = CourseSerializer
    queryset = Course.objects.prefetch_related("authoring_organizations", "course_runs")


class CourseRuns(ListAPIView):
    """`/api/v1/course_runs/`"""

    serializer_class = CourseRunSerializer
    queryset = CourseRun.objects.all()


class OneCourseRun(RetrieveAPIView):
    """`/api/v1/course_runs/<key>/`"""

    serializer_class = CourseRunSerializer
    queryset = CourseRun.objects.all()
    lookup_field = "key"


@api_view(["GET"])
def search_all(request):
    """`/api/v1/search/all/?q=`: found by Elasticsearch."""
    try:
        count, results = search.find(request.GET.get("q", ""))
    except search.SearchUnavailable as error:
        return Response({"detail": str(error)}, status=503)
    return Response({"count": count, "results": results})
