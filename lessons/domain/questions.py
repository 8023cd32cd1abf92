"""The questions of a document, under headings with three signs."""

import re
from collections.abc import Sequence

from lessons.domain.known import Known
from lessons.domain.outline import Part
from markup import Report, suggest
from markup.blocks import AttributeLine, List, Paragraph
from quizzes.domain.parser import Surroundings, parse_question
from quizzes.domain.question import Question

IMAGE = re.compile(r"!\[")


def read_questions(parts: Sequence[Part], around: Surroundings, known: Known, report: Report) -> tuple[Question, ...]:
    """Reads each part as a question of a course that has only some levels."""
    return tuple(_read_question(part, around, known, report) for part in parts)


def _read_question(part: Part, around: Surroundings, known: Known, report: Report) -> Question:
    question = parse_question(part.heading, part.blocks, around, report)
    levels = known.course.levels
    if question.public.level not in levels:
        found = f"the course has no level '{question.public.level}'"
        report.error(part.place, "C047", found, suggest(question.public.level, levels))
    _refuse_images(part, report)
    return question


def _refuse_images(part: Part, report: Report) -> None:
    """A choice is a label, and a label is words."""
    ordered = any(isinstance(b, AttributeLine) and b.attributes.value("type") == "order" for b in part.blocks)
    for block in part.blocks:
        for item in block.items if isinstance(block, List) else ():
            if (ordered or item.mark in (" ", "x", "X")) and item.blocks and isinstance(item.blocks[0], Paragraph):
                for _, place in item.blocks[0].search(IMAGE):
                    report.error(place, "C062", "an image in a choice", "show it above the choices")
