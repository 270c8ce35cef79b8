from django.urls import path

from openedx.core.djangoapps.user_api.views import me

urlpatterns = [path("api/user/v1/me", me, name="own_username_api")]
