"""A course as its contents page shows it: numbered lessons, each with a small picture of its messages."""

from collections.abc import Mapping
from dataclasses import dataclass

from lessons.domain.course import Course, Module
from lessons.domain.lesson import Address, Lesson
from lessons.domain.pictures import Mark, picture_of
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario


@dataclass(frozen=True, slots=True)
class Entry:
    """A lesson in the contents: its number as people say it, its picture, and the frames of its recorded run."""

    number: str
    lesson: Lesson
    picture: tuple[Mark, ...]
    frames: range


@dataclass(frozen=True, slots=True)
class Chapter:
    """A module in the contents, counted from 1."""

    number: int
    module: Module
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole course; a lesson that has no page yet is left out, and keeps its number."""

    course: Course
    chapters: tuple[Chapter, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for chapter in self.chapters for entry in chapter.entries)

    @property
    def pictured(self) -> bool:
        """Whether any lesson has messages to draw."""
        return any(entry.picture for entry in self.entries)

    @property
    def minutes(self) -> int:
        return sum(entry.lesson.minutes for entry in self.entries)


def contents_of(course: Course, lessons: Mapping[Address, Lesson], scenarios: Mapping[Address, Scenario]) -> Contents:
    return Contents(course, tuple(_chapter(n, m, course, lessons, scenarios) for n, m in enumerate(course.modules, 1)))


def _chapter(
    number: int,
    module: Module,
    course: Course,
    lessons: Mapping[Address, Lesson],
    scenarios: Mapping[Address, Scenario],
) -> Chapter:
    numbered = ((f"{number}.{place}", lessons.get((course.id, slug))) for place, slug in enumerate(module.lessons, 1))
    entries = (_entry(name, lesson, scenarios.get((course.id, lesson.scenario))) for name, lesson in numbered if lesson)
    return Chapter(number, module, tuple(entries))


def _entry(number: str, lesson: Lesson, scenario: Scenario | None) -> Entry:
    recording = scenario and scenario.variants[DEFAULT_VARIANT].recording
    frames = range(1, recording.frames + 1) if recording else range(0)
    return Entry(number, lesson, picture_of(lesson, scenario), frames)
