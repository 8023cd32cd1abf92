from pathlib import Path

import pytest

from lessons.disk import read_release, shown
from lessons.domain.release import Release
from tests.lessons.courses import CONSUMER, COURSE, LESSON, LESSON_PATH, SCENARIO, write_course

CONSUMER_PATH = "small/scenarios/hello/consumer.py"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(root: Path, last: Release | None = None) -> Release:
    return read_release([root], last or Release())


def told(release: Release) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in release.problems]


def test_a_sound_course_is_read_whole(tmp_path: Path) -> None:
    release = read(write_course(tmp_path / "content"))

    assert told(release) == []
    assert list(release.courses) == ["small"]
    assert list(release.lessons) == [("small", "hello")]
    assert list(release.scenarios) == [("small", "hello")]
    assert [key.question for key in release.questions] == ["opens"]


def test_problems_name_files_as_they_are_typed_here(tmp_path: Path) -> None:
    release = read(write_course(tmp_path / "content", lesson="---\nid: hello\n---\n"))

    assert told(release) == [("C011", f"content/{LESSON_PATH}:2:1")]


def test_a_file_elsewhere_is_shown_whole() -> None:
    assert shown(Path("/elsewhere/a.md")) == "/elsewhere/a.md"


def test_a_root_that_is_missing_is_a_problem(tmp_path: Path) -> None:
    assert told(read(tmp_path / "nowhere")) == [("C004", "nowhere:1:1")]


def test_a_root_without_courses_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert told(read(tmp_path / "empty")) == [("C090", "empty:1:1")]


def test_a_folder_without_an_outline_is_a_problem(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / "notes").mkdir()
    (root / ".git").mkdir()
    (root / "__pycache__").mkdir()

    assert told(read(root)) == [("C090", "content/notes:1:1")]


def test_a_lesson_that_is_listed_and_missing_is_a_problem(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / "small/course.yaml").write_text(COURSE.replace("[hello]", "[hello, helo]"))

    release = read(root)
    assert told(release) == [("C091", "content/small/course.yaml:1:1")]
    assert release.problems[0].hint == "did you mean 'hello'?"
    assert release.broken == {("small", "helo"): release.problems}


def test_a_lesson_whose_file_goes_away_keeps_its_last_good_version(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    good = read(root)
    (root / LESSON_PATH).unlink()

    release = read(root, good)
    assert release.lessons == good.lessons
    assert [problem.code for problem in release.broken["small", "hello"]] == ["C091"]


def test_a_lesson_that_is_in_no_module_is_a_problem(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / LESSON_PATH).parent.rename(root / "small/first/other")

    assert [code for code, _ in told(read(root))] == ["C091", "C091"]


def test_a_file_that_is_not_utf8_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / LESSON_PATH).write_bytes(b"---\nid: \xff\n---\n")

    release = read(root)
    assert told(release) == [("C001", f"content/{LESSON_PATH}:2:5")]
    assert release.broken[("small", "hello")] == release.problems


def test_a_path_that_cannot_be_read_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / "small/scenarios/hello/other.py").mkdir()

    assert told(read(root)) == [("C004", "content/small/scenarios/hello/other.py:1:1")]


def test_a_scenario_without_its_file_is_told_once(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / "small/scenarios/hello/scenario.yaml").unlink()

    release = read(root)
    assert told(release) == [("C004", "content/small/scenarios/hello/scenario.yaml:1:1")]
    assert (release.lessons, list(release.broken)) == ({}, [("small", "hello")])


def test_a_course_without_scenarios_is_sound(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content", lesson="---\nid: hello\ntitle: Hello\n---\n\nText.\n")
    for file in (root / "small/scenarios/hello").iterdir():
        file.unlink()
    (root / "small/scenarios/hello").rmdir()
    (root / "small/scenarios").rmdir()

    assert told(read(root)) == []


def test_the_same_course_twice_is_a_problem(tmp_path: Path) -> None:
    one, two = write_course(tmp_path / "one"), write_course(tmp_path / "two")

    release = read_release([one, two], Release())
    assert told(release) == [("C025", "two/small/course.yaml:1:1")]
    assert release.courses["small"].file == "one/small/course.yaml"


@pytest.mark.parametrize("name", [LESSON_PATH, "small/scenarios/hello/scenario.yaml", "small/course.yaml"])
def test_what_becomes_broken_keeps_its_last_good_version(tmp_path: Path, name: str) -> None:
    root = write_course(tmp_path / "content")
    good = read(root)
    (root / name).write_text("---\n???\n---\n")

    release = read(root, good)
    assert release.problems[0].place.file == f"content/{name}"
    assert release.courses == good.courses
    assert release.lessons == good.lessons
    assert release.scenarios == good.scenarios


def test_a_lesson_that_was_never_good_is_not_there(tmp_path: Path) -> None:
    release = read(write_course(tmp_path / "content", lesson="no front matter"))

    assert release.lessons == {}
    assert [problem.code for problem in release.broken[("small", "hello")]] == ["C015"]


def test_a_course_that_was_never_good_is_told(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / "small/course.yaml").write_text("id: small")

    release = read(root)
    assert release.courses == {}
    assert {code for code, _ in told(release)} == {"C011"}
    assert release.broken == {}


def test_yaml_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content", scenario=f"{SCENARIO}: :\n")
    (root / "small/course.yaml").write_text(f"{COURSE}title: a: b\n")

    assert told(read(root)) == [("C013", "content/small/course.yaml:10:9")]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    for file in root.rglob("*.*"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert told(read(root)) == []


def test_a_consumer_that_is_not_utf8_is_told_once(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / CONSUMER_PATH).write_bytes(b"# \xff\n")

    assert told(read(root)) == [("C001", f"content/{CONSUMER_PATH}:1:3")]


def test_a_consumer_that_cannot_be_imported_keeps_the_last_good_scenario(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    good = read(root)
    (root / CONSUMER_PATH).write_text(f"import jsonn\n{CONSUMER}")

    release = read(root, good)
    assert told(release) == [("C082", f"content/{CONSUMER_PATH}:1:1")]
    assert release.scenarios == good.scenarios
    assert release.lessons == good.lessons


def test_a_consumer_that_cannot_be_imported_from_cold_is_no_scenario(tmp_path: Path) -> None:
    release = read(write_course(tmp_path / "content", consumer=f"import jsonn\n{CONSUMER}"))

    assert (release.scenarios, release.lessons) == ({}, {})
    assert told(release) == [("C082", f"content/{CONSUMER_PATH}:1:1")]


def test_a_consumer_is_imported_only_when_its_text_has_changed(tmp_path: Path) -> None:
    root = write_course(
        tmp_path / "content", consumer=f"with open('imported', 'a') as log:\n    log.write('x')\n{CONSUMER}"
    )
    good = read(root)
    (root / LESSON_PATH).write_text(LESSON.replace("All of it", "Much of it"))
    again = read(root, good)
    assert (tmp_path / "imported").read_text() == "x"

    (root / CONSUMER_PATH).write_text((root / CONSUMER_PATH).read_text() + "\n")
    read(root, again)
    assert (tmp_path / "imported").read_text() == "xx"


@pytest.mark.parametrize("name", [LESSON_PATH, CONSUMER_PATH, "small/course.yaml"])
@pytest.mark.parametrize("cold", [False, True])
def test_a_lesson_is_broken_by_its_file_its_scenario_or_the_outline(tmp_path: Path, name: str, cold: bool) -> None:
    root = write_course(tmp_path / "content")
    good = read(root)
    (root / name).write_text("---\n???\n---\n")

    release = read(root, Release(courses=good.courses) if cold else good)
    assert release.broken == {("small", "hello"): release.problems}
    assert (("small", "hello") in release.lessons) == (not cold or name == "small/course.yaml")


def test_a_lesson_is_not_broken_by_another_one_or_by_a_scenario_that_it_does_not_name(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    other = root / "small/scenarios/other"
    other.mkdir()
    (other / "scenario.yaml").write_text(SCENARIO)
    (root / "small/course.yaml").write_text(COURSE.replace("[hello]", "[hello, bye]"))
    (root / "small/first/bye").mkdir()
    (root / "small/first/bye/lesson.md").write_text("---\n---\n")

    release = read(root)
    assert {code for code, _ in told(release)} == {"C015", "C081"}
    assert [problem.code for problem in release.broken["small", "bye"]] == ["C015"]
    assert ("small", "hello") not in release.broken


def test_warnings_break_nothing(tmp_path: Path) -> None:
    release = read(write_course(tmp_path / "content", lesson=LESSON.replace("> [!hint]\n> The later one.\n", "")))

    assert [code for code, _ in told(release)] == ["C056"]
    assert release.broken == {}
