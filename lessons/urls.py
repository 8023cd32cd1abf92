"""The addresses of what is read, and of what belongs to whoever reads it."""

from django.urls import path, register_converter

from lessons import personal, views
from lessons.converters import HadPage

register_converter(HadPage, "had-page")

urlpatterns = [
    path("me/", personal.me, name="me"),
    path("me/export/", personal.export, name="export"),
    path("me/erase/", personal.erase, name="erase"),
    path("me/<slug:course>.json", personal.of_course, name="course-progress"),
    path("me/<slug:course>/<slug:lesson>.json", personal.personal, name="personal"),
    path("me/<slug:course>/<slug:lesson>/progress/", personal.keep_progress, name="progress"),
    path("", views.read, name="contents"),
    path("<slug:course>/", views.read, name="course"),
    path("<slug:course>/<slug:lesson>/", views.read, name="lesson"),
    path("<slug:course>/<slug:lesson>/media/<str:name>", views.read, name="media"),
    path("<had-page:address>/", views.read),
]
