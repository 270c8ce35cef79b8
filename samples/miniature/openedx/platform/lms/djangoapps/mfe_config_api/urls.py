from django.urls import re_path

from lms.djangoapps.mfe_config_api.views import mfe_config

urlpatterns = [re_path(r"^api/mfe_config/v1/?$", mfe_config, name="config")]
