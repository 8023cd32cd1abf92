from dataclasses import replace

from lessons.domain.contents import contents_of
from lessons.domain.course import Course, Module
from lessons.domain.lesson import Lesson
from lessons.domain.pictures import picture_of
from tests.lessons.domain.test_lesson_parser import good, scenario
from tests.sandbox.domain.recorded import HELLO

COURSE = Course(
    "small", "Small", "", "en", (Module("one", "One", "", ("a", "b")), Module("two", "Two", "", ("c",))), "course.yaml"
)


def lesson(slug: str) -> Lesson:
    return replace(good(), slug=slug, minutes=5)


def test_lessons_are_numbered_by_module_and_place() -> None:
    contents = contents_of(COURSE, {("small", slug): lesson(slug) for slug in "abc"}, {})

    assert [(entry.number, entry.lesson.slug) for entry in contents.entries] == [
        ("1.1", "a"),
        ("1.2", "b"),
        ("2.1", "c"),
    ]
    assert contents.minutes == 15


def test_a_lesson_without_a_page_keeps_its_number() -> None:
    contents = contents_of(COURSE, {("small", slug): lesson(slug) for slug in "bc"}, {})

    assert [entry.number for entry in contents.entries] == ["1.2", "2.1"]


def test_lessons_of_other_courses_are_not_listed() -> None:
    assert contents_of(COURSE, {("other", "a"): lesson("a")}, {}).entries == ()


def test_an_entry_counts_the_frames_of_its_recorded_run() -> None:
    found = scenario()
    assert found
    default = replace(found.variants["default"], recording=HELLO)
    scenarios = {("small", "hello"): replace(found, variants={"default": default})}
    (entry,) = contents_of(COURSE, {("small", "a"): lesson("a")}, scenarios).entries

    assert list(entry.frames) == [1, 2, 3, 4, 5, 6, 7]
    assert entry.picture == picture_of(lesson("a"), scenarios["small", "hello"])


def test_without_a_recorded_run_there_are_no_frames() -> None:
    (entry,) = contents_of(COURSE, {("small", "a"): lesson("a")}, {}).entries

    assert len(entry.frames) == 0
    assert entry.picture


def test_a_course_is_pictured_where_any_lesson_is() -> None:
    bare = replace(lesson("a"), sections={}, scenario="")

    assert not contents_of(COURSE, {("small", "a"): bare}, {}).pictured
    assert contents_of(COURSE, {("small", "a"): bare, ("small", "b"): lesson("b")}, {}).pictured
