from django.urls import path

from openedx.core.djangoapps.enrollments.views import enrollment

urlpatterns = [path("api/enrollment/v1/enrollment", enrollment, name="courseenrollments")]
