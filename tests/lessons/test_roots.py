import os
from pathlib import Path

import pytest

from lessons.memory import Memory
from lessons.roots import read_roots, shown
from lessons.walk import stamps_of
from tests.lessons.courses import COURSE, LESSON, LESSON_PATH, PRACTICE, write_course

HOME = "small/first/hello"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return write_course(tmp_path / "public")


@pytest.fixture
def private(tmp_path: Path) -> Path:
    return tmp_path / "private"


def write(root: Path, path: str, text: str = "text") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def told(*roots: Path) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in read_roots(roots, Memory()).problems]


def test_files_are_found_by_their_path_below_the_root(public: Path) -> None:
    source = read_roots([public], Memory()).files[LESSON_PATH]

    assert (source.file, source.disk) == (f"public/{LESSON_PATH}", str(public / LESSON_PATH))
    assert source.raw == (public / LESSON_PATH).read_bytes()


@pytest.mark.parametrize("name", [".git/config", "small/.swap", "small/__pycache__/x.pyc", "_drafts/course.yaml"])
def test_what_begins_with_a_dot_or_an_underscore_is_passed_over(public: Path, name: str) -> None:
    before = set(read_roots([public], Memory()).files)
    write(public, name)

    assert set(read_roots([public], Memory()).files) == before


def test_another_root_adds_documents_to_a_lesson(public: Path, private: Path) -> None:
    write(private, f"{HOME}/test.md")
    write(private, f"{HOME}/media/line.svg")
    tree = read_roots([public, private], Memory())

    assert tree.problems == []
    assert tree.files[f"{HOME}/test.md"].file == f"private/{HOME}/test.md"
    assert tree.files[f"{HOME}/media/line.svg"].raw == b"text"


def test_the_root_that_adds_may_come_first(public: Path, private: Path) -> None:
    write(private, f"{HOME}/test.md")

    assert f"{HOME}/test.md" in read_roots([private, public], Memory()).files


def test_the_same_file_in_two_roots_is_an_error_that_names_both(public: Path, private: Path) -> None:
    write(public, f"{HOME}/practice.md", PRACTICE)
    write(private, f"{HOME}/practice.md", PRACTICE)
    (problem,) = read_roots([public, private], Memory()).problems

    assert (problem.code, str(problem.place)) == ("C092", f"private/{HOME}/practice.md:1:1")
    assert f"public/{HOME}/practice.md" in problem.hint


def test_a_lesson_folder_that_the_course_has_not_is_an_error_told_once(public: Path, private: Path) -> None:
    write(private, "small/first/helo/practice.md")
    write(private, "small/first/helo/test.md")
    (problem,) = read_roots([public, private], Memory()).problems

    assert (problem.code, str(problem.place)) == ("C092", "private/small/first/helo:1:1")
    assert problem.hint == "did you mean 'first/hello'?"


@pytest.mark.parametrize("name", ["glossary.md", "scenarios/hi/scenario.yaml", "first/hello/notes.txt", "README.md"])
def test_nothing_but_documents_may_be_added(public: Path, private: Path, name: str) -> None:
    write(private, f"small/{name}")

    assert told(public, private) == [("C092", f"private/small/{name}:1:1")]


def test_a_lesson_of_its_own_may_not_be_added(public: Path, private: Path) -> None:
    write(private, "small/first/bye/lesson.md")

    assert told(public, private) == [("C092", "private/small/first/bye/lesson.md:1:1")]


def test_a_second_outline_of_a_folder_is_an_error_and_hides_what_stands_beside_it(public: Path, private: Path) -> None:
    write(private, "small/course.yaml", COURSE)
    write(private, f"{HOME}/test.md")

    assert told(public, private) == [("C025", "private/small/course.yaml:1:1")]


def test_a_root_that_cannot_be_read_is_told_and_leaves_the_tree_incomplete(public: Path, private: Path) -> None:
    tree = read_roots([public, private], Memory())

    assert [problem.code for problem in tree.problems] == ["C004"]
    assert not tree.whole


def test_a_link_that_leads_back_up_ends(public: Path) -> None:
    (public / "small/first/loop").symlink_to(public)

    assert len(read_roots([public], Memory()).files) < 100


def test_what_is_too_large_stays_on_the_disk(public: Path) -> None:
    write(public, f"{HOME}/media/film.gif", "x" * 600_000)

    source = read_roots([public], Memory()).files[f"{HOME}/media/film.gif"]
    assert (source.raw, source.size) == (b"", 600_000)


def test_what_means_nothing_is_not_read(public: Path) -> None:
    write(public, "small/notes.txt")

    assert read_roots([public], Memory()).files["small/notes.txt"].raw == b""


def test_a_file_that_has_not_changed_is_read_once(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    read_roots([public], memory)
    memory.turn()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read again"))

    assert read_roots([public], memory).files[LESSON_PATH].raw


def test_stamps_change_when_a_file_does(public: Path) -> None:
    before = stamps_of([public])
    write(public, LESSON_PATH)

    changed = {path for path, stamp in stamps_of([public]).items() if before[path] != stamp}
    assert changed == {str(public / LESSON_PATH)}


def test_a_file_elsewhere_is_shown_whole() -> None:
    assert shown(Path("/elsewhere/a.md")) == "/elsewhere/a.md"


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/hostname", "../../../../outside.md"])
def test_a_file_that_leads_out_of_its_root_is_not_opened(public: Path, target: str) -> None:
    (public.parent / "outside.md").write_text("secret")
    (public / HOME / "practice.md").symlink_to(target)
    source = read_roots([public], Memory()).files[f"{HOME}/practice.md"]

    assert (source.raw, source.fault) == (b"", "it is no file of this root")


def test_a_link_to_a_file_of_the_same_root_is_read(public: Path) -> None:
    (public / HOME / "practice.md").symlink_to("lesson.md")

    assert read_roots([public], Memory()).files[f"{HOME}/practice.md"].raw == LESSON.encode()


def test_a_pipe_is_not_waited_for(public: Path) -> None:
    os.mkfifo(public / HOME / "practice.md")

    assert read_roots([public], Memory()).files[f"{HOME}/practice.md"].fault == "it is no file of this root"


def test_a_link_to_itself_is_a_file_that_cannot_be_read(public: Path) -> None:
    (public / HOME / "practice.md").symlink_to("practice.md")

    assert "symbolic links" in read_roots([public], Memory()).files[f"{HOME}/practice.md"].fault


@pytest.mark.parametrize("target", [".", "..", "../../../../other"])
def test_a_folder_that_leads_out_or_back_up_is_told_and_not_walked(public: Path, target: str) -> None:
    (public.parent / "other").mkdir()
    (public / HOME / "media").symlink_to(target)

    assert told(public) == [("C004", f"public/{HOME}/media:1:1")]
    assert not any("/media/" in path for path in read_roots([public], Memory()).files)


@pytest.mark.parametrize(("kib", "fault"), [(500, ""), (501, "it has 501 KiB; at most 500 are read")])
def test_500_kib_of_a_file_are_the_most(public: Path, kib: int, fault: str) -> None:
    (public / LESSON_PATH).write_bytes(b"x" * kib * 1024)

    assert read_roots([public], Memory()).files[LESSON_PATH].fault == fault


def test_a_name_that_is_no_utf8_can_be_shown(public: Path) -> None:
    (public / "small").rename(os.fsdecode(os.fsencode(public) + b"/caf\xe9"))
    (shown_as,) = read_roots([public], Memory()).folders.values()

    assert shown_as == "public/caf\ufffd"
