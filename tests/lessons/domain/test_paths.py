import pytest

from lessons.domain.course import Course, Module
from lessons.domain.paths import paths_to, within

COURSE = Course("c", "C", "", "en", (Module("one", "1", "", ("a", "b")), Module("two", "2", "", ("d",))), "course.yaml")


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("lesson.md", ["one", "a", "lesson.md"]),
        ("./lesson.md", ["one", "a", "lesson.md"]),
        ("../b/lesson.md", ["one", "b", "lesson.md"]),
        ("../../glossary.md", ["glossary.md"]),
        ("../../../other/x.md", []),
        ("/lesson.md", []),
        ("", []),
        ("a//b", []),
    ],
)
def test_a_path_is_followed_from_a_lessons_folder(path: str, parts: list[str]) -> None:
    assert list(within(("one", "a"), path)) == parts


def test_every_lesson_has_a_path_from_another_one() -> None:
    paths = list(paths_to("lesson.md", ("one", "a"), COURSE))

    assert paths == ["lesson.md", "../b/lesson.md", "../../two/d/lesson.md"]
    assert [list(within(("one", "a"), path))[1] for path in paths] == ["a", "b", "d"]


def test_every_lesson_has_a_path_from_the_courses_folder() -> None:
    assert list(paths_to("test.md", (), COURSE)) == ["one/a/test.md", "one/b/test.md", "two/d/test.md"]


def test_the_glossary_has_one_path() -> None:
    assert list(paths_to("glossary.md", ("one", "a"), COURSE)) == ["../../glossary.md"]
    assert list(paths_to("glossary.md", (), COURSE)) == ["glossary.md"]
