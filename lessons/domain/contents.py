"""A course as its contents page shows it: numbered lessons, each with a small picture of its messages."""

from collections.abc import Mapping
from dataclasses import dataclass

from lessons.domain.bodies import Steps
from lessons.domain.course import Course, Module
from lessons.domain.lesson import Address, Lesson
from sandbox.domain.events import INCOMING

TOP, BOTTOM = 10, 50  # of a picture that is 60 high


@dataclass(frozen=True, slots=True)
class Arrow:
    """A message in a lesson's picture: from which side it comes, and how far down."""

    side: str
    y: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A lesson in the contents: its number as people say it, and its picture."""

    number: str
    lesson: Lesson
    picture: tuple[Arrow, ...]


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


def contents_of(course: Course, lessons: Mapping[Address, Lesson]) -> Contents:
    return Contents(course, tuple(_chapter(n, m, course, lessons) for n, m in enumerate(course.modules, 1)))


def _chapter(number: int, module: Module, course: Course, lessons: Mapping[Address, Lesson]) -> Chapter:
    numbered = ((f"{number}.{place}", lessons.get((course.id, slug))) for place, slug in enumerate(module.lessons, 1))
    entries = tuple(Entry(name, lesson, picture_of(lesson)) for name, lesson in numbered if lesson)
    return Chapter(number, module, entries)


def picture_of(lesson: Lesson) -> tuple[Arrow, ...]:
    """The steps of a lesson as arrows, spread over the height of its picture."""
    steps = lesson.body(Steps)
    events = [row.step.event for row in steps.rows] if steps else []
    gap = (BOTTOM - TOP) / max(1, len(events) - 1)
    return tuple(
        Arrow("client" if event in INCOMING else "server", TOP + place * gap) for place, event in enumerate(events)
    )
