"""A lesson's Markdown becomes a `Lesson`."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from lessons.domain.course_parser import Slug, Title
from lessons.domain.lesson import Address, Lesson, Section, Status
from lessons.domain.outline import places_of, sections_of
from lessons.domain.sections import STAGED, read_sections
from markup import (
    Document,
    Fields,
    Record,
    Report,
    plain,
    read_fields,
    read_front_matter,
    render_prose,
    scan,
    suggest,
)
from markup.blocks import Paragraph, walk
from quizzes.domain.parser import Surroundings
from quizzes.domain.question import Level
from sandbox.domain.scenario import Scenario

WORDS_PER_MINUTE = 200
LONGEST_SENTENCE = 35  # words
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")


class LessonFields(Fields):
    id: Slug
    title: Title
    kind: Literal["lesson"] = "lesson"
    summary: Annotated[str, Field(max_length=110)] = ""
    minutes: Annotated[int, Field(ge=1, le=120)] = 0  # 0: from the length of the text
    level: Level = "easy"
    status: Status = "draft"
    concepts: list[Slug] = Field(default_factory=list)
    scenario: Slug | Literal[""] = ""


def parse_lesson(
    text: str, file: str, address: Address, scenarios: Mapping[str, Scenario | None], report: Report
) -> Lesson | None:
    """Reads `lesson.md`; None where something is wrong, and `report` says what.

    A scenario that is None is broken itself and has been reported; what stands on it is not judged then.
    """
    document = scan(text, file, report)
    record = read_front_matter(document.header, file, report)
    fields = read_fields(LessonFields, record, report) or _as_written(record)
    introduction, parts = sections_of(document, report)
    places = places_of(parts, report)
    _check_links(document, places, report)
    _check_sentences(document, report)
    _check_fields(fields, record, scenarios, report)
    scenario = scenarios.get(fields.scenario)
    missed = bool(fields.scenario) and not scenario
    if missed:
        parts = {kind: part for kind, part in parts.items() if kind not in STAGED}
    around = Surroundings(address[0], fields.id, fields.level, fields.concepts, places)
    html = render_prose(introduction, report)
    sections = read_sections(parts, scenario, around, report)
    lesson = _lesson(address, fields, html, sections)
    if missed or report.broken:
        return None
    return lesson if lesson.minutes else replace(lesson, minutes=_minutes(text, len(lesson.questions)))


def _as_written(record: Record) -> LessonFields:
    """What front matter with faults still says, so that the rest of the document can be read, and told of."""
    scenario, concepts = record.values.get("scenario"), record.values.get("concepts")
    return LessonFields.model_construct(
        id="",
        title="",
        scenario=scenario if isinstance(scenario, str) else "",
        concepts=[str(concept) for concept in concepts] if isinstance(concepts, list) else [],
    )


def _lesson(address: Address, fields: LessonFields, introduction: str, sections: Mapping[str, Section]) -> Lesson:
    course, slug = address
    return Lesson(
        course=course,
        id=fields.id,
        slug=slug,
        title=fields.title,
        summary=fields.summary,
        minutes=fields.minutes,
        level=fields.level,
        status=fields.status,
        scenario=fields.scenario,
        introduction=introduction,
        sections=sections,
    )


def _minutes(text: str, questions: int) -> int:
    return 1 + len(text.split()) // WORDS_PER_MINUTE + questions


def _check_fields(fields: LessonFields, record: Record, scenarios: Collection[str], report: Report) -> None:
    if fields.status == "published" and not fields.summary:
        report.error(record.place_of("status"), "C011", "a published lesson needs a summary", "write summary: …")
    if fields.scenario and fields.scenario not in scenarios:
        place = record.place_of("scenario")
        report.error(place, "C080", f"unknown scenario '{fields.scenario}'", suggest(fields.scenario, scenarios))


def _check_links(document: Document, places: Collection[str], report: Report) -> None:
    for link in document.links:
        if link.target.startswith("#") and link.target[1:] not in places:
            found = f"nothing on this page is called '{link.target}'"
            report.error(link.place, "C060", found, suggest(link.target[1:], places))
        elif not link.target.startswith(("#", "https://", "http://")):
            report.error(link.place, "C061", f"a link to '{link.target}'", "write #place or https://…")


def _check_sentences(document: Document, report: Report) -> None:
    for block in walk(document.blocks):
        if isinstance(block, Paragraph):
            longest = max(len(sentence.split()) for sentence in SENTENCE_END.split(plain(block.text)))
            if longest > LONGEST_SENTENCE:
                report.warn(block.place, "C058", f"a sentence of {longest} words", "cut it in two")
