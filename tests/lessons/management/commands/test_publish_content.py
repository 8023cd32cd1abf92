from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from lessons.releases import current_number, read_sources
from tests.lessons.courses import LESSON, LESSON_PATH, PRACTICE

PRACTICE_PATH = "small/first/hello/practice.md"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def publish(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    try:
        call_command("publish_content")
    except SystemExit as end:
        return int(str(end.code)), capsys.readouterr().out.splitlines()
    return 0, capsys.readouterr().out.splitlines()


def test_what_is_good_is_published(root: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(capsys) == (
        0,
        ["1 course, 1 lesson: 0 errors, 0 warnings", "Release 1 is served now: 1 course, 1 lesson."],
    )
    assert current_number(settings.DATA) == 1


def test_what_is_broken_keeps_its_last_good_version_and_is_named(
    root: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(capsys)
    (root / LESSON_PATH).write_text(LESSON.replace("[x]", "[ ]"))
    (root / PRACTICE_PATH).write_text(PRACTICE)

    code, told = publish(capsys)
    assert code == 1
    assert told[0].startswith(f"content/{LESSON_PATH}:51:1: C041")
    assert told[2:] == [
        "1 course, 1 lesson: 1 error, 0 warnings",
        "Kept as in release 1, until the errors are mended:",
        f"    content/{LESSON_PATH}",
        "Release 2 is served now: 1 course, 1 lesson.",
    ]
    assert read_sources(settings.DATA).sources[LESSON_PATH] == LESSON.encode()
    assert read_sources(settings.DATA).sources[PRACTICE_PATH] == PRACTICE.encode()


def test_what_never_was_good_is_left_out_and_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / PRACTICE_PATH).write_text("broken")

    code, told = publish(capsys)
    assert code == 1
    assert told[-3:] == [
        "Left out, since there is no good version yet:",
        f"    content/{PRACTICE_PATH}",
        "Release 1 is served now: 1 course, 1 lesson.",
    ]


def test_nothing_new_makes_no_release(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(capsys)

    assert publish(capsys)[1][-1] == "Nothing has changed: release 1 is served on."


def test_without_a_course_there_is_nothing_to_publish(
    root: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CONTENT_ROOTS = (root / "nowhere",)

    code, told = publish(capsys)
    assert (code, told[-1], current_number(settings.DATA)) == (1, "Nothing to publish.", 0)


def test_a_data_folder_that_cannot_be_written_to_is_told_in_a_line(root: Path, settings: Settings) -> None:
    (settings.DATA / "releases").write_text("no folder")

    with pytest.raises(CommandError, match="Nothing was published"):
        call_command("publish_content")
    with pytest.raises(CommandError, match="Not a directory"):
        call_command("rollback_content", "1")
