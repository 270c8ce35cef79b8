from django.urls import path

from notesapi.v1 import views

urlpatterns = [
    path("annotations/", views.Annotations.as_view()),
    path("annotations/<int:pk>/", views.Annotation.as_view()),
    path("search/", views.Search.as_view()),
]
