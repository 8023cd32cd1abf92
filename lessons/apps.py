"""The app that turns a course on disk into pages."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"
