"""A practice or a test beside a lesson becomes a `QuizPage`."""

from collections.abc import Sequence
from typing import Literal, get_args

from lessons.domain.claims import claims_of
from lessons.domain.documents import QuizFields, check_sentences, level_of, minutes_of, read_document, surroundings_of
from lessons.domain.known import Known
from lessons.domain.lesson import Claim, Lesson, QuizPage
from lessons.domain.outline import Part, check_level, cut, cut_section
from lessons.domain.paths import address_of
from lessons.domain.questions import read_questions
from lessons.domain.targets import Targets
from markup import (
    Block,
    Document,
    Place,
    Prose,
    Record,
    Report,
    check_attributes,
    read_front_matter,
    read_prose,
    scan_body,
    split_document,
)
from markup.lines import Line
from quizzes.domain.parser import Surroundings
from quizzes.domain.question import Level, Question
from quizzes.domain.quiz import Quiz
from quizzes.domain.wording import check_letters


def parse_quiz(text: str, file: str, known: Known, lesson: Lesson | None, report: Report) -> QuizPage | None:
    """Reads `practice.md` or `test.md`; None where something is wrong, and `report` says what.

    `lesson` is the one beside it, whose places its questions may name; where it is None, they are not judged.
    """
    header, body = split_document(text, file, report)
    record = read_front_matter(header, file, report)
    fields = read_document(QuizFields, record, known, report)
    kind: Literal["practice", "test"] = "test" if file.rpartition("/")[2] == "test.md" else "practice"
    _check_kind(fields, kind, record, report)
    document, targets = _scan(body, known, lesson, report)
    around = surroundings_of(fields, known, lesson.places if lesson else None)
    start = Place(file, body[0].number if body else 1)
    introduction, questions, claims = _read(document, start, around, known, report)
    draw = _draw(fields, questions, record, report)
    if report.broken:
        return None
    asked = Quiz(known.course.id, fields.id, kind, fields.title, questions, draw=draw).asked
    return QuizPage(
        course=known.course.id,
        slug=known.slug,
        kind=kind,
        id=fields.id,
        title=fields.title,
        summary=fields.summary,
        minutes=fields.minutes or minutes_of(introduction.source, asked),
        level=level_of(fields, known),
        status=fields.status,
        introduction=introduction,
        questions=questions,
        draw=draw,
        aliases=tuple(fields.aliases),
        links=tuple(targets.links),
        images=frozenset(targets.images),
        claims=claims,
    )


def _check_kind(fields: QuizFields, kind: str, record: Record, report: Report) -> None:
    """The file's name and the front matter say the same; only a test draws from its questions."""
    if fields.kind in ("practice", "test") and fields.kind != kind:
        report.error(record.place_of("kind"), "C012", f"kind '{fields.kind}' in {kind}.md", f"write kind: {kind}")
    if kind == "practice" and "draw" in record.values:
        report.error(record.place_of("draw"), "C010", "a practice asks all its questions", "delete draw")


def _scan(body: Sequence[Line], known: Known, lesson: Lesson | None, report: Report) -> tuple[Document, Targets]:
    """The blocks below the front matter, and where their links lead: places are those of the lesson's page."""
    targets = Targets(known, report, address_of(known, known.slug), lesson.scenario if lesson else "")
    document = scan_body(body, report, targets)
    if lesson:
        targets.check_own(lesson.places)
    check_sentences(document.blocks, report)
    return document, targets


def _read(
    document: Document, start: Place, around: Surroundings, known: Known, report: Report
) -> tuple[Prose, tuple[Question, ...], tuple[Claim, ...]]:
    """The introduction, the questions and what they claim: one at least, or it is told at the start of the text."""
    opening, parts = _questions_in(document, report)
    introduction = read_prose(opening, report)
    questions = read_questions(parts, around, known, report)
    if questions:
        check_letters(questions, parts[0].place, report)
    else:
        report.error(start, "C030", "a quiz without a question", "write '### Question? {#some-id}'")
    return introduction, questions, tuple(claims_of(parts, keyed=True))


def _questions_in(document: Document, report: Report) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The introduction, and the questions: on their own, or in groups under `## Title {#id .quiz}`."""
    before, groups = cut(document.blocks, 1, 2)
    introduction, parts = cut_section(before, report)
    for group in groups:
        attributes = group.heading.attributes
        check_attributes(attributes, report, named=True, kinds=True)
        if check_level(group, report) and group.kind != "quiz":
            found = f"section '{group.heading.text}' is no group of questions"
            report.error(group.place, "C023", found, "end its heading with {#id .quiz}")
        text, more = cut_section(group.blocks, report)
        for block in text:
            report.error(block.place, "C031", "text before the first ### is shown nowhere", "move it")
        parts += more
    _refuse_same_ids(sorted([*groups, *parts], key=lambda part: part.place), report)
    return introduction, parts


def _refuse_same_ids(parts: Sequence[Part], report: Report) -> None:
    """Groups and questions are told apart by their ids."""
    seen: set[str] = set()
    for part in parts:
        name = part.heading.attributes.id
        if name and name in seen:
            report.error(part.place, "C025", f"the id '{name}' is used twice", "give each its own")
        seen.add(name)


def _draw(fields: QuizFields, questions: Sequence[Question], record: Record, report: Report) -> dict[Level, int]:
    """How many questions of a level are asked; never more than there are."""
    wanted = {level: getattr(fields.draw, level) for level in get_args(Level)} if fields.draw else {}
    levels = [question.public.level for question in questions]
    for level, number in wanted.items():
        if number > levels.count(level):
            found = f"a draw of {number} from {levels.count(level)} {level} questions"
            report.error(record.place_of("draw", level), "C040", found, "write more of them, or draw fewer")
    return {level: number for level, number in wanted.items() if number}
