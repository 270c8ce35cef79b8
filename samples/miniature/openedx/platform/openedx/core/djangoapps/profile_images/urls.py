from django.urls import path

from openedx.core.djangoapps.profile_images import views

urlpatterns = [
    path("u/<str:username>", views.profile_page, name="learner_profile"),
    path("u/<str:username>/image", views.change_image, name="learner_profile_image"),
    path("api/user/v1/accounts/<str:username>", views.account, name="accounts_detail_api"),
    path("api/user/v1/accounts/<str:username>/image", views.AccountImage.as_view(), name="accounts_profile_image_api"),
]
