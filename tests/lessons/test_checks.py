from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from courseware.management.commands import runserver, serve
from lessons.checks import CONTENT, all_but_content
from tests.lessons.courses import LESSON, LESSON_PATH

SPOILT = LESSON.replace("[x]", "[ ]").replace("> [!hint]\n> The later one.\n", "")


def test_mistakes_are_system_checks_with_their_place(root: Path) -> None:
    (root / LESSON_PATH).write_text(SPOILT)
    warning, error = run_checks(tags=[CONTENT])

    assert (warning.id, warning.is_serious()) == ("lessons.C056", False)
    assert (error.id, error.is_serious(), error.hint) == ("lessons.C041", True, "mark it with [x]")
    assert str(error).startswith(f"{root / LESSON_PATH}:51:1: (lessons.C041) question 'opens' has no right choice")


def test_a_note_is_information(root: Path) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace(" proof=definition", ""))

    (info,) = run_checks(tags=[CONTENT])
    assert info.id == "lessons.C098"
    assert not info.is_serious(20 + 1)


def test_sound_content_passes(root: Path) -> None:
    assert run_checks(tags=[CONTENT]) == []


def test_a_command_about_databases_is_not_stopped_by_a_lesson(root: Path) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    assert run_checks(tags=[CONTENT], databases=["default"]) == []


def test_check_fails_at_an_error(root: Path) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    with pytest.raises(SystemCheckError, match="C041"):
        call_command("check")


def test_what_serves_the_site_is_not_stopped_by_a_lesson(root: Path) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    runserver.Command().check()
    assert serve.Command().requires_system_checks == all_but_content()


def test_what_serves_the_site_makes_all_other_checks() -> None:
    assert CONTENT not in all_but_content()
    assert {"urls", "models", "staticfiles", "security"} <= {*all_but_content()}
