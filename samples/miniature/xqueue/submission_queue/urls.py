from django.urls import path

from submission_queue import ext_interface, lms_interface, views

urlpatterns = [
    path("login/", views.log_in),
    path("logout/", views.log_out),
    path("status/", views.status),
    path("submit/", lms_interface.submit),
    path("get_queuelen/", ext_interface.get_queuelen),
    path("get_submission/", ext_interface.get_submission),
    path("put_result/", ext_interface.put_result),
]
