"""The app that turns a course on disk into pages."""

from django.apps import AppConfig
from django.core.checks import register


class LessonsConfig(AppConfig):
    name = "lessons"

    def ready(self) -> None:
        """Let `manage.py check` tell of the authors' mistakes."""
        from lessons.checks import CONTENT, check_content  # noqa: PLC0415  # it wants the settings

        register(check_content, CONTENT)
