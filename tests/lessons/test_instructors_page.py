"""What docs/instructors.md shows is a lesson, as it says."""

import re
from pathlib import Path

from lessons.disk import read_release
from lessons.domain.release import Release
from markup import Report
from sandbox.domain.scenario_parser import Folder, parse_scenario
from tests.lessons.courses import write_course
from tests.live import ROOT

PAGE = ROOT / "docs" / "instructors.md"


def test_the_first_lesson_of_the_page_is_sound(tmp_path: Path) -> None:
    whole = re.search(r"^````markdown\n(---\n.*?)^````$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert whole
    release = read_release([write_course(tmp_path, lesson=whole[1])], Release())

    assert [str(problem) for problem in release.problems] == []
    assert [lesson.title for lesson in release.lessons.values()] == ["Closing: saying no"]


def test_the_scenario_of_the_page_is_sound() -> None:
    shown = re.search(r"^## Scenarios.*?^```yaml\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert shown
    files = {"consumer.py": "class RoomConsumer: ...\n", "no_accept.py": "class MuteConsumer: ...\n", "models.py": ""}
    report = Report()
    scenario = parse_scenario("course", "room", shown[1], Folder("/x", "x", files), report)

    assert [str(problem) for problem in report.problems] == []
    assert scenario
    assert list(scenario.variants) == ["default", "no-accept"]


def test_the_proof_of_the_page_proves_that_lesson(tmp_path: Path) -> None:
    page = PAGE.read_text()
    lesson = re.search(r"^````markdown\n(---\n.*?)^````$", page, re.MULTILINE | re.DOTALL)
    proof = re.search(r"^```python\n(def test_.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert lesson
    assert proof
    text = lesson[1].replace("proof=definition", "proof=who-closes")
    root = write_course(tmp_path, lesson=text)
    (root / "small/first/hello/proofs.py").write_text(proof[1])

    assert [str(problem) for problem in read_release([root], Release()).problems] == []
