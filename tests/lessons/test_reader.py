import gc
from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.release import Release
from tests.lessons.courses import write_course


@pytest.fixture
def collecting(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether garbage was looked for while each lesson was parsed."""
    seen: list[bool] = []

    def parse(*_: object) -> None:
        seen.append(gc.isenabled())

    monkeypatch.setattr("lessons.reader.parse_lesson", parse)
    return seen


def test_no_garbage_is_looked_for_while_a_course_is_read_and_again_afterwards(
    tmp_path: Path, collecting: list[bool]
) -> None:
    read_release([write_course(tmp_path)], Release())

    assert (collecting, gc.isenabled()) == ([False], True)


def test_garbage_is_looked_for_again_when_reading_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lessons.reader.parse_lesson", None)
    with pytest.raises(TypeError):
        read_release([write_course(tmp_path)], Release())

    assert gc.isenabled()


def test_who_looks_for_no_garbage_is_not_made_to(tmp_path: Path, collecting: list[bool]) -> None:
    gc.disable()
    try:
        read_release([write_course(tmp_path)], Release())
        still_off = not gc.isenabled()
    finally:
        gc.enable()

    assert (collecting, still_off) == ([False], True)
