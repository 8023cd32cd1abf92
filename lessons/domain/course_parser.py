"""`course.yaml` becomes a `Course`."""

from typing import Annotated, Literal

from pydantic import Field

from lessons.domain.course import Course, Module
from markup import SLUG, Fields, Record, Report, read_fields, read_yaml, split_lines

RESERVED = frozenset({"answers", "attempts", "healthz", "me", "sandbox", "search", "static", "ws"})
Slug = Annotated[str, Field(pattern=SLUG.pattern, max_length=60)]
Title = Annotated[str, Field(min_length=3, max_length=90)]
Summary = Annotated[str, Field(max_length=200)]


class ModuleFields(Fields):
    id: Slug
    title: Title
    summary: Summary = ""
    lessons: Annotated[list[Slug], Field(min_length=1)]


class CourseFields(Fields):
    id: Slug
    title: Title
    summary: Summary = ""
    language: Annotated[str, Field(min_length=2, max_length=12)]
    format: Literal["1"]
    modules: Annotated[list[ModuleFields], Field(min_length=1)]


def parse_course(text: str, file: str, report: Report) -> Course | None:
    """Reads `course.yaml`; None where something is wrong, and `report` says what."""
    record = read_yaml(split_lines(text, file, report), file, report)
    fields = read_fields(CourseFields, record, report)
    if fields is None:
        return None
    _check_names(fields, record, report)
    if report.broken:
        return None
    modules = tuple(Module(m.id, m.title, m.summary, tuple(m.lessons)) for m in fields.modules)
    return Course(fields.id, fields.title, fields.summary, fields.language, modules, file)


def _check_names(fields: CourseFields, record: Record, report: Report) -> None:
    """Modules and lessons are told apart by name alone, and some addresses are the site's own."""
    _refuse_reserved(fields.id, ("id",), record, report)
    modules: set[str] = set()
    lessons: set[str] = set()
    for i, module in enumerate(fields.modules):
        _refuse_twice(module.id, modules, ("modules", i, "id"), record, report)
        for j, lesson in enumerate(module.lessons):
            _refuse_twice(lesson, lessons, ("modules", i, "lessons", j), record, report)
            _refuse_reserved(lesson, ("modules", i, "lessons", j), record, report)


def _refuse_twice(name: str, seen: set[str], path: tuple[str | int, ...], record: Record, report: Report) -> None:
    if name in seen:
        report.error(record.place_of(*path), "C025", f"'{name}' stands here twice", "give each its own name")
    seen.add(name)


def _refuse_reserved(name: str, path: tuple[str | int, ...], record: Record, report: Report) -> None:
    if name in RESERVED:
        report.error(record.place_of(*path), "C025", f"'{name}' is an address of the site itself", "choose another")
