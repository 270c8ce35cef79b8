from django.urls import path

from openedx.core.djangoapps.theming.views import themed_asset

urlpatterns = [path("theming/asset/<path:path>", themed_asset, name="openedx.theming.asset")]
