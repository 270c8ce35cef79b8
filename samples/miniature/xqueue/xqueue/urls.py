from django.urls import include, path

from grader.views import grade

urlpatterns = [
    path("xqueue/", include("submission_queue.urls")),
    # Not XQueue's: a grader that a deployment may name in XQUEUES.
    path("grader/", grade),
]
