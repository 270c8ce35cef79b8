from rest_framework.routers import DefaultRouter

from credentials.apps.api.v2 import views

router = DefaultRouter()
router.register("credentials", views.CredentialViewSet, basename="credentials")
urlpatterns = router.urls
