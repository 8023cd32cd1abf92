from dataclasses import replace

from lessons.domain.contents import Arrow, contents_of, picture_of
from lessons.domain.course import Course, Module
from lessons.domain.known import Known
from lessons.domain.lesson import Lesson
from lessons.domain.lesson_parser import parse_lesson
from markup.problems import Report
from tests.lessons.domain.test_lesson_parser import good

COURSE = Course(
    "small", "Small", "", "en", (Module("one", "One", "", ("a", "b")), Module("two", "Two", "", ("c",))), "course.yaml"
)


def lesson(slug: str) -> Lesson:
    return replace(good(), slug=slug, minutes=5)


def test_lessons_are_numbered_by_module_and_place() -> None:
    contents = contents_of(COURSE, {("small", slug): lesson(slug) for slug in "abc"})

    assert [(entry.number, entry.lesson.slug) for entry in contents.entries] == [
        ("1.1", "a"),
        ("1.2", "b"),
        ("2.1", "c"),
    ]
    assert contents.minutes == 15


def test_a_lesson_without_a_page_keeps_its_number() -> None:
    contents = contents_of(COURSE, {("small", slug): lesson(slug) for slug in "bc"})

    assert [entry.number for entry in contents.entries] == ["1.2", "2.1"]


def test_lessons_of_other_courses_are_not_listed() -> None:
    assert contents_of(COURSE, {("other", "a"): lesson("a")}).entries == ()


def test_a_picture_is_drawn_from_the_lessons_own_steps() -> None:
    assert picture_of(good()) == (Arrow("client", 10.0), Arrow("server", 50.0))


def test_a_lesson_without_steps_has_an_empty_picture() -> None:
    bare = parse_lesson("---\nid: bare\ntitle: Bare\n---\n", "a.md", Known(COURSE, "a"), Report())

    assert bare
    assert picture_of(bare) == ()
