from django.urls import path, re_path

from openedx.core.djangoapps.user_authn import views

urlpatterns = [
    re_path(r"^login/?$", views.login_page, name="signin_user"),
    re_path(r"^logout/?$", views.logout_page, name="logout"),
    re_path(r"^register/?$", views.register_page, name="register_user"),
    re_path(r"^login_refresh/?$", views.login_refresh, name="login_refresh"),
    path("csrf/api/v1/token", views.csrf_token, name="csrf_token"),
    path("api/user/v1/account/login_session/", views.login_session, name="user_api_login_session"),
]
