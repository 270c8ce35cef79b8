from django.urls import path

from openedx.features.announcements.views import announcements

urlpatterns = [path("", announcements, name="announcements")]
