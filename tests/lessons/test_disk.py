import shutil
from pathlib import Path
from random import Random

import pytest

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.memory import Memory
from tests.lessons.courses import CONSUMER, COURSE, LESSON, LESSON_PATH, PRACTICE, SCENARIO, write_course

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
    assert [question.public.key.question for quiz in release.quizzes for question in quiz.questions] == ["opens"]


def test_problems_name_files_as_they_are_typed_here(tmp_path: Path) -> None:
    release = read(write_course(tmp_path / "content", lesson="---\nid: hello\n---\n"))

    assert told(release) == [("C011", f"content/{LESSON_PATH}:2:1")]


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
    assert told(release) == [("C091", "content/small/course.yaml:9:22")]
    assert release.problems[0].hint == "did you mean 'hello'?"
    assert release.broken == {"/small/helo/": release.problems}


def test_a_lesson_whose_file_goes_away_keeps_its_last_good_version(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    good = read(root)
    (root / LESSON_PATH).unlink()

    release = read(root, good)
    assert release.lessons == good.lessons
    assert [problem.code for problem in release.broken["/small/hello/"]] == ["C091"]


def test_a_lesson_that_is_in_no_module_is_a_problem(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / LESSON_PATH).parent.rename(root / "small/first/other")

    assert [code for code, _ in told(read(root))] == ["C091", "C091"]


def test_a_file_that_is_not_utf8_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / LESSON_PATH).write_bytes(b"---\nid: \xff\n---\n")

    release = read(root)
    assert told(release) == [("C001", f"content/{LESSON_PATH}:2:5")]
    assert release.broken["/small/hello/"] == release.problems


def test_a_path_that_cannot_be_read_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / "small/scenarios/hello/other.py").symlink_to(root / "nowhere")

    assert told(read(root)) == [("C004", "content/small/scenarios/hello/other.py:1:1")]


def test_a_scenario_without_its_file_is_told_once(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content")
    (root / "small/scenarios/hello/scenario.yaml").unlink()

    release = read(root)
    assert told(release) == [("C004", "content/small/scenarios/hello/scenario.yaml:1:1")]
    assert (release.lessons, list(release.broken)) == ({}, ["/small/hello/"])


def test_a_course_without_scenarios_is_sound(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content", lesson="---\nid: hello\ntitle: Hello\n---\n\nText.\n")
    shutil.rmtree(root / "small/scenarios")

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
    assert [problem.code for problem in release.broken["/small/hello/"]] == ["C015"]


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

    outline = {"small/course.yaml": good.sources["small/course.yaml"]}
    release = read(root, Release(sources=outline) if cold else good)
    assert release.broken == {"/small/hello/": release.problems}
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
    assert [problem.code for problem in release.broken["/small/bye/"]] == ["C015"]
    assert "/small/hello/" not in release.broken


def test_warnings_break_nothing(tmp_path: Path) -> None:
    release = read(write_course(tmp_path / "content", lesson=LESSON.replace("> [!hint]\n> The later one.\n", "")))

    assert [code for code, _ in told(release)] == ["C056"]
    assert release.broken == {}


HOME = "small/first/hello"


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """The small course with a practice and a second lesson that speaks of the first one."""
    root = write_course(tmp_path / "content")
    (root / HOME / "practice.md").write_text(PRACTICE)
    (root / "small/course.yaml").write_text(COURSE.replace("[hello]", "[hello, bye]"))
    (root / "small/first/bye").mkdir()
    text = LESSON.replace("id: hello", "id: bye").replace("(#tracker)", "(../hello/lesson.md#nobody)")
    (root / "small/first/bye/lesson.md").write_text(text)
    return root


def edit(root: Path, path: str, before: str, after: str) -> None:
    text = (root / path).read_text()
    assert before in text
    (root / path).write_text(text.replace(before, after))


def test_a_release_is_a_content_root_that_reads_the_same(full: Path, tmp_path: Path) -> None:
    release = read(full)
    for path, raw in release.sources.items():
        (tmp_path / "again" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "again" / path).write_bytes(raw)
    again = read(tmp_path / "again")

    assert again.problems == ()
    assert again.sources == release.sources
    assert list(again.lessons) == list(release.lessons)


def test_a_lesson_whose_practice_is_broken_is_published_and_the_practice_stays(full: Path) -> None:
    good = read(full)
    edit(full, f"{HOME}/practice.md", "[x]", "[ ]")
    edit(full, LESSON_PATH, "Hello, socket", "Good morning")

    release = read(full, good)
    assert release.lessons["small", "hello"].title == "Good morning"
    assert release.quiz_pages == good.quiz_pages
    assert list(release.broken) == ["/small/hello/practice/"]
    assert (release.kept, release.left_out) == ((f"content/{HOME}/practice.md",), ())


def test_a_practice_from_cold_is_left_out_alone(full: Path) -> None:
    edit(full, f"{HOME}/practice.md", "[x]", "[ ]")

    release = read(full)
    assert (list(release.quiz_pages), len(release.lessons)) == ([], 2)
    assert (release.kept, release.left_out) == ((), (f"content/{HOME}/practice.md",))


def test_a_practice_without_its_lesson_is_not_served(full: Path) -> None:
    (full / LESSON_PATH).write_text("broken")

    release = read(full)
    assert (list(release.lessons), release.quiz_pages) == ([("small", "bye")], {})
    assert f"{HOME}/practice.md" not in release.sources


def test_a_practice_that_needs_the_new_lesson_waits_with_it(full: Path) -> None:
    good = read(full)
    edit(full, LESSON_PATH, "{#nobody}", "{#somebody}")
    edit(full, LESSON_PATH, "[x]", "[ ]")
    edit(full, f"{HOME}/practice.md", "see=step-2", "see=somebody")

    release = read(full, good)
    assert release.sources == good.sources
    assert [problem.code for problem in release.problems] == ["C041"]
    assert set(release.broken) == {"/small/hello/", "/small/hello/practice/"}


def test_a_lesson_that_fits_only_the_broken_scenario_waits_with_it(full: Path) -> None:
    good = read(full)
    (full / "small/scenarios/hello/other.py").write_text("class OtherConsumer: pass\n")
    edit(full, LESSON_PATH, "All of it again.", "[Run it](scenario:hello?variant=other).")
    outline = full / "small/scenarios/hello/scenario.yaml"
    outline.write_text(
        f"{outline.read_text()}variants: {{other: {{title: Other, consumer: other.py, script: [a: connect]}}}}\n"
    )

    release = read(full, good)
    assert [problem.code for problem in release.problems] == ["C083"]
    assert release.sources == good.sources
    assert release.broken["/small/hello/"] == release.problems


def test_a_place_that_others_link_to_stays_until_they_are_mended(full: Path) -> None:
    good = read(full)
    edit(full, LESSON_PATH, "{#nobody}", "{#somebody}")

    release = read(full, good)
    assert told(release)[0][1].startswith("content/small/first/bye/lesson.md:")
    assert release.sources == good.sources
    assert set(release.broken) == {"/small/hello/", "/small/bye/"}


def test_a_course_whose_outline_is_deleted_stays(full: Path) -> None:
    good = read(full)
    (full / "small/course.yaml").unlink()

    release = read(full, good)
    assert told(release) == [("C090", "content/small:1:1")]
    assert release.sources == good.sources
    assert set(release.broken) == {"/small/hello/", "/small/bye/"}


def test_courses_of_a_root_that_cannot_be_read_stay(full: Path) -> None:
    good = read(full)
    full.rename(full.parent / "away")

    release = read(full, good)
    assert told(release) == [("C004", "content:1:1")]
    assert release.sources == good.sources


def test_a_course_whose_folder_cannot_be_entered_stays(full: Path, tmp_path: Path) -> None:
    before = read(full)
    (full / "small").rename(tmp_path / "elsewhere")
    (full / "small").symlink_to(tmp_path / "elsewhere")
    release = read(full, before)

    assert told(release) == [("C004", "content/small:1:1")]
    assert release.lessons.keys() == before.lessons.keys()


def test_a_broken_outline_hides_no_mistake_in_a_lesson(full: Path) -> None:
    good = read(full)
    edit(full, "small/course.yaml", "title: A small course", "titel: A small course")
    edit(full, LESSON_PATH, "[x]", "[ ]")

    release = read(full, good)
    assert [problem.code for problem in release.problems] == ["C010", "C041"]
    assert release.sources == good.sources


def test_a_new_lesson_that_is_broken_holds_up_nothing_else(full: Path) -> None:
    good = read(full)
    edit(full, "small/course.yaml", "[hello, bye]", "[hello, new, bye]")
    (full / "small/first/new").mkdir()
    (full / "small/first/new/lesson.md").write_text("broken")
    edit(full, LESSON_PATH, "Hello, socket", "Good morning")

    release = read(full, good)
    assert release.courses["small"].slugs == ("hello", "new", "bye")
    assert release.lessons["small", "hello"].title == "Good morning"
    assert list(release.broken) == ["/small/new/"]


def test_a_second_course_with_the_same_id_is_refused_and_the_first_stays(full: Path, tmp_path: Path) -> None:
    more = write_course(tmp_path / "more")
    (more / "small").rename(more / "tiny")

    release = read_release([full, more], Release())
    assert told(release) == [("C025", "more/tiny/course.yaml:1:1")]
    assert list(release.courses) == ["small"]


def test_what_has_not_changed_is_not_parsed_again(full: Path, parsed: list[str]) -> None:
    memory = Memory()
    good = read_release([full], Release(), memory)
    parsed.clear()
    edit(full, "small/first/bye/lesson.md", "All of it again.", "All of it, once more.")

    release = read_release([full], good, memory)
    assert parsed == ["content/small/first/bye/lesson.md"]
    assert release.lessons["small", "hello"] is good.lessons["small", "hello"]


def test_a_lesson_is_parsed_again_when_what_it_speaks_of_changes(full: Path) -> None:
    memory = Memory()
    edit(full, LESSON_PATH, "All of it again.", "A [word](term:word).")
    assert [problem.code for problem in read_release([full], Release(), memory).problems] == ["C065"]
    (full / "small/glossary.md").write_text("## Word {#word}\n\nA word.\n")

    assert read_release([full], Release(), memory).problems == ()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_breaks_what_was_good_is_served_and_reads_again_without_errors(
    full: Path, tmp_path: Path, seed: int
) -> None:
    good = read(full)
    dice = Random(seed)
    for _ in range(3):
        path = dice.choice(sorted(full.rglob("*.*")))
        text = path.read_text()
        at = dice.randrange(len(text))
        path.write_text(text[:at] + dice.choice(["", "\n", "{", "#", text[:20]]) + text[at + dice.randrange(40) :])

    release = read(full, good)
    assert release.lessons.keys() >= good.lessons.keys()
    assert release.quiz_pages.keys() >= good.quiz_pages.keys()
    for name, raw in release.sources.items():
        (tmp_path / "again" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "again" / name).write_bytes(raw)
    assert read(tmp_path / "again").errors == ()


def test_a_picture_that_cannot_be_read_is_told_once(full: Path) -> None:
    (full / HOME / "media").mkdir()
    (full / HOME / "media/line.svg").symlink_to(full / "nowhere")

    assert told(read(full)) == [("C004", f"content/{HOME}/media/line.svg:1:1")]
