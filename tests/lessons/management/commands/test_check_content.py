import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.lessons.courses import LESSON, LESSON_PATH, write_course

SPOILT = LESSON.replace("[x]", "[ ]").replace("> [!hint]\n> The later one.\n", "")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    try:
        call_command("check_content", *arguments)
    except SystemExit as end:
        return int(str(end.code)), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_sound_content_passes_with_its_counts(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys) == (0, "1 course, 1 lesson: 0 errors, 0 warnings\n")


def test_errors_are_told_with_their_places_and_fail(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    code, out = check(capsys)
    assert code == 1
    assert f"content/{LESSON_PATH}:51:1: C041 question 'opens' has no right choice\n    mark it with [x]\n" in out
    assert out.endswith("1 course, 0 lessons: 1 error, 1 warning\n")


def test_warnings_alone_do_not_fail(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("> [!hint]\n> The later one.\n", ""))

    code, out = check(capsys)
    assert (code, "C056" in out) == (0, True)


def test_github_gets_annotations(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    _, out = check(capsys, "--format", "github")
    assert out.splitlines()[1] == (
        f"::error file=content/{LESSON_PATH},line=51,col=1,title=C041::"
        "question 'opens' has no right choice%0Amark it with [x]"
    )
    assert out.splitlines()[0].startswith("::warning file=")


def test_programs_get_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    code, out = check(capsys, "--format", "json")
    assert code == 1
    assert json.loads(out)[1] == {
        "file": f"content/{LESSON_PATH}",
        "line": 51,
        "column": 1,
        "code": "C041",
        "severity": "error",
        "message": "question 'opens' has no right choice",
        "hint": "mark it with [x]",
    }


def test_only_what_lies_at_a_path_is_checked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    assert check(capsys, "content/small/scenarios")[0] == 0
    assert check(capsys, f"content/{LESSON_PATH}")[0] == 1
    assert check(capsys, "content")[0] == 1


def test_a_path_outside_the_roots_is_a_root(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_course(tmp_path / "draft", lesson=SPOILT)

    code, out = check(capsys, "draft")
    assert code == 1
    assert f"draft/{LESSON_PATH}:51:1" in out


def test_a_folder_around_the_roots_is_all_that_lies_in_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / LESSON_PATH).write_text(SPOILT)

    code, out = check(capsys, ".")
    assert (code, out.count("C041"), "C090" in out) == (1, 1, False)


@pytest.mark.parametrize("path", ["elsewhere", "elsewhere/lesson.md"])
def test_a_path_outside_the_roots_that_holds_no_course_is_told(root: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/lesson.md").write_text(LESSON)

    found = f"{path} is in no content root (content), and no folder in it has a course.yaml"
    with pytest.raises(CommandError, match=re.escape(found)):
        call_command("check_content", path)


def test_a_path_that_is_not_there_is_told(root: Path) -> None:
    with pytest.raises(CommandError, match="there is no nowhere"):
        call_command("check_content", "nowhere")


def test_a_published_id_that_has_gone_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("publish_content")
    (root / LESSON_PATH).write_text(LESSON.replace("id: hello", "id: other"))

    code, out = check(capsys)
    assert (code, "C093 'hello' was published and is gone" in out) == (1, True)


def test_a_path_elsewhere_is_not_compared_with_what_is_served(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("publish_content")
    capsys.readouterr()
    (write_course(tmp_path / "draft") / "small").rename(tmp_path / "draft/tiny")

    assert check(capsys, "draft") == (0, "1 course, 1 lesson: 0 errors, 0 warnings\n")


class Watching:
    """What a watcher does at each pause; after the last it is interrupted, as by Ctrl-C."""

    def __init__(self, *saves: Callable[[], object]) -> None:
        self.saves = iter(saves)

    def sleep(self, seconds: float) -> None:
        assert seconds <= 0.3
        save = next(self.saves, None)
        if save is None:
            raise KeyboardInterrupt
        save()


def watch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *saves: Callable[[], object]
) -> list[str]:
    monkeypatch.setattr("lessons.management.commands.check_content.time.sleep", Watching(*saves).sleep)
    code, out = check(capsys, "--watch")
    assert code == 0
    return re.split(r"^\d\d:\d\d:\d\d\n", out, flags=re.MULTILINE)[1:]


def test_a_watcher_checks_again_at_every_save(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = watch(
        monkeypatch,
        capsys,
        lambda: None,
        lambda: (root / LESSON_PATH).write_text(SPOILT),
        lambda: None,
        lambda: (root / LESSON_PATH).write_text(LESSON),
    )

    assert first == third == "1 course, 1 lesson: 0 errors, 0 warnings\nAll is well.\n"
    assert "C041 question 'opens' has no right choice" in second
    assert "All is well" not in second


def test_a_watcher_parses_only_what_was_saved(
    root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watch(monkeypatch, capsys, lambda: (root / "small/notes.txt").write_text("x"))

    assert parsed == [f"content/{LESSON_PATH}"]
