"""The authors' mistakes as system checks, so that `manage.py check` tells of them, too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning  # noqa: A004  # Django's names
from django.core.checks.registry import registry

from lessons.disk import read_release
from lessons.releases import read_sources
from markup import Problem

CONTENT = "content"  # the tag; what serves the site leaves these checks out
LEVELS: Mapping[str, Callable[..., CheckMessage]] = {"error": Error, "warning": Warning, "note": Info}


def check_content(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """What is wrong in the content. A command that is about databases is never stopped by a lesson."""
    if databases is not None:
        return []
    return [_message(problem) for problem in read_release(settings.CONTENT_ROOTS, read_sources(settings.DATA)).problems]


def all_but_content() -> list[str]:
    """The tags of all other checks, for commands that a mistake in a lesson shall not stop."""
    return sorted(registry.tags_available() - {CONTENT})


def _message(problem: Problem) -> CheckMessage:
    level = LEVELS[problem.severity]
    return level(problem.message, hint=problem.hint, obj=problem.place, id=f"lessons.{problem.code}")
