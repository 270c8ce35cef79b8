from django.urls import path

from course_discovery.apps.api.v1 import views

urlpatterns = [
    path("organizations/", views.Organizations.as_view()),
    path("courses/", views.Courses.as_view()),
    path("course_runs/", views.CourseRuns.as_view()),
    path("course_runs/<str:key>/", views.OneCourseRun.as_view()),
    path("search/all/", views.search_all),
]
