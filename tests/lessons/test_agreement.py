from collections.abc import Callable
from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.release import Release
from tests.lessons.courses import COURSE, GLOSSARY, LESSON, LESSON_PATH, PRACTICE, TEST, write_course

HOME = "small/first/hello"
BYE = LESSON.replace("id: hello", "id: bye").replace("title: Hello, socket", "title: Goodbye, socket")
Edit = Callable[[str], str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small course with a second lesson, a practice, a test, a glossary and a picture."""
    monkeypatch.chdir(tmp_path)
    root = write_course(tmp_path / "content")
    write(root, "small/course.yaml", COURSE.replace("[hello]", "[hello, bye]"))
    write(root, "small/first/bye/lesson.md", BYE)
    write(root, f"{HOME}/practice.md", PRACTICE)
    write(root, f"{HOME}/test.md", TEST)
    write(root, "small/glossary.md", GLOSSARY)
    return root


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def edit(root: Path, path: str, before: str, after: str) -> None:
    text = (root / path).read_text()
    assert before in text
    write(root, path, text.replace(before, after))


def read(root: Path, last: Release | None = None) -> Release:
    return read_release([root], last or Release())


def told(release: Release) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place).removeprefix("content/")) for problem in release.problems]


def test_the_course_is_sound(root: Path) -> None:
    assert told(read(root)) == []


def test_two_documents_with_one_id_are_an_error_at_the_second(root: Path) -> None:
    edit(root, "small/first/bye/lesson.md", "id: bye", "id: hello-practice")

    release = read(root)
    assert told(release) == [("C025", "small/first/bye/lesson.md:2:1")]
    assert release.problems[0].hint == f"see content/{HOME}/practice.md"


def test_a_dead_link_between_documents_is_an_error_where_it_stands(root: Path) -> None:
    edit(root, "small/first/bye/lesson.md", "(#tracker)", "(../hello/lesson.md#stap-2)")

    release = read(root)
    ((code, place),) = told(release)
    assert (code, place.rpartition(":")[0]) == ("C060", "small/first/bye/lesson.md:44")
    assert release.problems[0].hint == "did you mean 'step-2'?"


def test_a_link_to_a_broken_lesson_is_not_judged(root: Path) -> None:
    edit(root, "small/first/bye/lesson.md", "(#tracker)", "(../hello/lesson.md#stap-2)")
    write(root, LESSON_PATH, "broken")

    assert told(read(root)) == [("C015", f"{LESSON_PATH}:1:1")]


def test_what_lessons_require_must_be_there(root: Path) -> None:
    edit(root, "small/first/bye/lesson.md", "scenario: hello", "scenario: hello\nrequires: [helo]")

    assert told(read(root)) == [("C067", "small/first/bye/lesson.md:8:12")]


def test_a_requirement_that_is_broken_is_told_once(root: Path) -> None:
    edit(root, "small/first/bye/lesson.md", "scenario: hello", "scenario: hello\nrequires: [hello]")
    write(root, LESSON_PATH, "broken")

    assert told(read(root)) == [("C015", f"{LESSON_PATH}:1:1")]


@pytest.mark.parametrize(
    ("name", "place", "hint"),
    [
        ("practise.md", "practise.md", "did you mean 'practice.md'?"),
        ("notes.txt", "notes.txt", "known here: lesson.md, media, practice.md, proofs.py, test.md"),
        ("medai/line.svg", "medai", "did you mean 'media'?"),
        ("media/large/line.svg", "media/large/line.svg", "put pictures into media itself"),
    ],
)
def test_a_file_that_nothing_reads_is_a_warning(root: Path, name: str, place: str, hint: str) -> None:
    write(root, f"{HOME}/{name}", "text")

    (problem,) = read(root).problems
    assert (problem.code, problem.severity, problem.hint) == ("C094", "warning", hint)
    assert str(problem.place) == f"content/{HOME}/{place}:1:1"


def test_a_folder_that_nothing_reads_is_told_once(root: Path) -> None:
    write(root, f"{HOME}/images/a.svg", "text")
    write(root, f"{HOME}/images/b.svg", "text")

    assert told(read(root)) == [("C094", f"{HOME}/images:1:1")]


@pytest.mark.parametrize("name", ["proofs.py", ".lesson.md.swp"])
def test_some_files_may_stand_in_a_lessons_folder(root: Path, name: str) -> None:
    write(root, f"{HOME}/{name}", "")

    assert told(read(root)) == []


def test_a_picture_that_no_document_shows_is_a_warning(root: Path) -> None:
    write(root, f"{HOME}/media/line.svg", "<svg/>")

    release = read(root)
    assert told(release) == [("C096", f"{HOME}/media/line.svg:1:1")]
    assert release.problems[0].severity == "warning"


@pytest.mark.parametrize("name", ["lesson.md", "practice.md"])
def test_a_picture_may_be_shown_by_any_document_beside_it(root: Path, name: str) -> None:
    write(root, f"{HOME}/media/line.svg", "<svg/>")
    write(
        root, f"{HOME}/{name}", (root / HOME / name).read_text().replace("---\n\n", "---\n\n![A](media/line.svg)\n\n")
    )

    release = read(root)
    assert told(release) == []
    assert list(release.media) == [("small", "hello", "line.svg")]


def test_a_picture_that_is_broken_is_told_once(root: Path) -> None:
    write(root, f"{HOME}/media/line.svg", "no picture")
    edit(root, LESSON_PATH, "---\n\nAn", "---\n\n![A line](media/line.svg)\n\nAn")

    release = read(root)
    assert told(release) == [("C095", f"{HOME}/media/line.svg:1:1")]
    assert list(release.broken) == ["/small/hello/", "/small/hello/practice/", "/small/hello/test/"]


def test_pictures_of_a_broken_lesson_are_not_judged(root: Path) -> None:
    write(root, f"{HOME}/media/line.svg", "<svg/>")
    write(root, LESSON_PATH, "broken")

    assert told(read(root)) == [("C015", f"{LESSON_PATH}:1:1")]


@pytest.mark.parametrize(
    ("alias", "owner"),
    [
        ("/small/hello/", f"content/{LESSON_PATH}"),
        ("/small/hello/practice/", f"content/{HOME}/practice.md"),
        ("/small/glossary/", "content/small/glossary.md"),
        ("/small/", "content/small/course.yaml"),
        ("/me/", "the site itself"),
    ],
)
def test_an_alias_that_is_an_address_already_is_an_error(root: Path, alias: str, owner: str) -> None:
    edit(root, "small/first/bye/lesson.md", "scenario: hello", f"scenario: hello\naliases: [/a/, {alias}]")

    (problem,) = read(root).problems
    assert (problem.code, str(problem.place)) == ("C097", "content/small/first/bye/lesson.md:8:16")
    assert problem.message == f"the alias {alias} is an address of {owner}"


def test_two_documents_with_one_alias_are_an_error_at_the_second(root: Path) -> None:
    edit(root, LESSON_PATH, "scenario: hello", "scenario: hello\naliases: [/old/]")
    edit(root, "small/first/bye/lesson.md", "scenario: hello", "scenario: hello\naliases: [/old/]")

    assert told(read(root)) == [("C097", "small/first/bye/lesson.md:8:11")]


def test_a_published_id_that_vanishes_is_an_error_at_the_outline_and_its_document_stays(root: Path) -> None:
    good = read(root)
    edit(root, f"{HOME}/practice.md", "id: hello-practice", "id: other-practice")

    release = read(root, good)
    assert told(release) == [("C093", "small/course.yaml:1:1")]
    assert "status: retired" in release.problems[0].hint
    assert release.quiz_pages == good.quiz_pages


def test_a_practice_that_is_deleted_stays(root: Path) -> None:
    good = read(root)
    (root / HOME / "practice.md").unlink()

    release = read(root, good)
    assert told(release) == [("C093", "small/course.yaml:1:1")]
    assert release.sources == good.sources
    assert list(release.broken) == ["/small/hello/practice/"]


def test_a_lesson_that_is_taken_out_of_the_outline_and_deleted_stays(root: Path) -> None:
    good = read(root)
    edit(root, "small/course.yaml", "[hello, bye]", "[hello]")
    (root / "small/first/bye/lesson.md").unlink()

    release = read(root, good)
    assert told(release) == [("C093", "small/course.yaml:1:1")]
    assert release.sources == good.sources


def test_a_lesson_that_is_taken_out_of_the_outline_alone_is_told_once_and_stays(root: Path) -> None:
    good = read(root)
    edit(root, "small/course.yaml", "[hello, bye]", "[hello]")

    release = read(root, good)
    assert told(release) == [("C091", "small/first/bye/lesson.md:1:1")]
    assert release.sources == good.sources


def test_a_lesson_may_move_to_another_folder(root: Path) -> None:
    good = read(root)
    edit(root, "small/course.yaml", "[hello, bye]", "[hello, farewell]")
    (root / "small/first/bye").rename(root / "small/first/farewell")

    release = read(root, good)
    assert told(release) == []
    assert [lesson.path for lesson in release.lessons.values()] == ["/small/hello/", "/small/farewell/"]


@pytest.mark.parametrize("status", ["draft", "review", "retired"])
def test_what_was_not_published_may_vanish(root: Path, status: str) -> None:
    edit(root, "small/first/bye/lesson.md", "status: published", f"status: {status}")
    good = read(root)
    edit(root, "small/course.yaml", "[hello, bye]", "[hello]")
    (root / "small/first/bye/lesson.md").unlink()

    assert told(read(root, good)) == []


def test_an_id_whose_document_cannot_be_read_has_not_vanished(root: Path) -> None:
    good = read(root)
    write(root, "small/first/bye/lesson.md", "broken")

    assert told(read(root, good)) == [("C015", "small/first/bye/lesson.md:1:1")]


def test_a_course_that_no_root_has_is_a_warning_and_goes(root: Path, tmp_path: Path) -> None:
    good = read(root)
    other = write_course(tmp_path / "elsewhere")
    (other / "small").rename(other / "tiny")
    edit(other, "tiny/course.yaml", "id: small", "id: tiny")

    release = read_release([other], good)
    assert [(problem.code, problem.severity) for problem in release.problems] == [("C093", "warning")]
    assert list(release.courses) == ["tiny"]


def test_questions_without_a_proof_are_counted_in_a_note(root: Path) -> None:
    edit(root, f"{HOME}/practice.md", "{type=fill concepts=send proof=definition}", "{type=fill concepts=send}")

    (problem,) = read(root).problems
    assert (problem.severity, problem.message) == ("note", "1 of 2 questions name no proof")
    assert read(root).errors == ()
