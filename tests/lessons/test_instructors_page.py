"""What docs/instructors.md shows is a lesson, as it says."""

import re
from pathlib import Path

from lessons.disk import read_release
from lessons.domain.release import Release
from tests.lessons.courses import write_course
from tests.live import ROOT

PAGE = ROOT / "docs" / "instructors.md"


def test_the_first_lesson_of_the_page_is_sound(tmp_path: Path) -> None:
    whole = re.search(r"^````markdown\n(---\n.*?)^````$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert whole
    release = read_release([write_course(tmp_path, lesson=whole[1])], Release())

    assert [str(problem) for problem in release.problems] == []
    assert [lesson.title for lesson in release.lessons.values()] == ["Closing: saying no"]
