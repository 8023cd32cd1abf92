"""The addresses of what is read."""

from django.urls import path

from lessons import views

urlpatterns = [
    path("", views.read, name="contents"),
    path("<slug:course>/", views.read, name="course"),
    path("<slug:course>/<slug:lesson>/", views.read, name="lesson"),
]
