from django.urls import path

from ecommerce.extensions.api.v2 import views

urlpatterns = [path("orders/<str:number>/fulfill/", views.fulfill)]
