from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from lessons.releases import current_number
from tests.lessons.courses import LESSON, LESSON_PATH


@pytest.fixture
def three(root: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> Path:
    """The data folder after three releases."""
    for number in range(3):
        (root / LESSON_PATH).write_text(LESSON.replace("Hello, socket", f"Hello, number {number}"))
        call_command("publish_content")
    capsys.readouterr()
    data: Path = settings.DATA
    return data


def test_the_release_before_is_served_again(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rollback_content")

    assert current_number(three) == 2
    assert capsys.readouterr().out.startswith("Release 2 is served now.")


def test_a_release_may_be_named(three: Path) -> None:
    call_command("rollback_content", "1")
    call_command("rollback_content", "3")

    assert current_number(three) == 3


def test_a_release_that_is_not_there_is_told(three: Path) -> None:
    with pytest.raises(CommandError, match="there is no release 7; there are 1, 2, 3"):
        call_command("rollback_content", "7")


def test_before_the_first_release_there_is_none(three: Path) -> None:
    call_command("rollback_content", "1")

    with pytest.raises(CommandError, match="there is no release before 1"):
        call_command("rollback_content")


def test_after_going_back_what_the_files_say_can_be_published_again(three: Path) -> None:
    call_command("rollback_content")
    call_command("publish_content")

    assert current_number(three) == 4
