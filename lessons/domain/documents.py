"""What lesson, practice and test share: their front matter, and what is judged in each of them."""

import re
from collections.abc import Collection, Sequence
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import AfterValidator, Field

from lessons.domain.course_parser import Slug, Title
from lessons.domain.known import Known
from lessons.domain.lesson import Status
from markup import SLUG, Block, Fields, Record, Report, read_fields, suggest
from markup.blocks import Paragraph, walk
from quizzes.domain.parser import Surroundings
from quizzes.domain.question import Level

WORDS_PER_MINUTE = 200
LONGEST_SENTENCE = 35  # words
SENTENCE_END = re.compile(r"[.!?:;]\s+")
PATH = re.compile(r"/([\w.~-]+/)+")


def _path(written: str) -> str:
    if not PATH.fullmatch(written):
        raise ValueError("write a path between slashes: /course/old-name/")
    return written


Path = Annotated[str, AfterValidator(_path), Field(json_schema_extra={"pattern": f"^{PATH.pattern}$"})]


class DocumentFields(Fields):
    id: Slug = Field(description="Permanent: results hang on it, never on the folder.")
    title: Title = Field(description="The page's heading.")
    summary: Annotated[str, Field(max_length=110)] = Field("", description="For lists of pages; needed to publish.")
    minutes: Annotated[int, Field(ge=1, le=120)] = Field(0, description="Left out, they are counted from the text.")
    level: Level | None = Field(None, description="Left out, it is the course's first.")
    status: Status = Field("draft", description="Drafts and reviews are seen by editors only; retired keeps results.")
    concepts: list[Slug] = Field(default_factory=list, description="What is taught or asked.")
    aliases: list[Path] = Field(default_factory=list, description="Earlier addresses: /course/old-name/.")


class LessonFields(DocumentFields):
    kind: Literal["lesson"] = "lesson"
    requires: list[Slug] = Field(default_factory=list, description="Ids of the lessons that come first.")
    scenario: Slug = Field("", description="The run that the page steps.")


class DrawFields(Fields):
    easy: Annotated[int, Field(ge=1)] = 0
    medium: Annotated[int, Field(ge=1)] = 0
    hard: Annotated[int, Field(ge=1)] = 0


class QuizFields(DocumentFields):
    kind: Literal["practice", "test"]
    draw: DrawFields | None = Field(None, description="How many questions of a level a test asks.")


Model = TypeVar("Model", bound=DocumentFields)


class Unjudged(tuple[str, ...]):
    """Words of which any may be right, since what names them is broken itself."""

    __slots__ = ()

    def __contains__(self, word: object) -> bool:
        return True


def read_document(model: type[Model], record: Record, known: Known, report: Report) -> Model:
    """The front matter of a document; where it has faults, what it still says, so that the rest can be judged."""
    fields = read_fields(model, record, report)
    if fields:
        _check_status(fields, record, report)
        _check_level(fields, record, known, report)
        _check_twice(fields, record, report)
    return fields or _as_written(model, record)


def surroundings_of(fields: DocumentFields, known: Known, places: Collection[str] | None) -> Surroundings:
    """What the document's questions may speak of."""
    return Surroundings(
        course=known.course.id,
        document=fields.id,
        level=level_of(fields, known),
        concepts=fields.concepts,
        places=places,
        shuffle=known.course.quizzes.shuffle,
        partial=known.course.quizzes.partial,
    )


def level_of(fields: DocumentFields, known: Known) -> Level:
    levels = known.course.levels
    return fields.level if fields.level in levels else levels[0]


def minutes_of(prose: str, asked: int) -> int:
    """A minute for 200 words and one for each question, where the document does not say.

    `prose` is what stands outside of questions: whoever knew their words would know how long the answers are.
    """
    return 1 + len(prose.split()) // WORDS_PER_MINUTE + asked


def check_sentences(blocks: Sequence[Block], report: Report) -> None:
    """Warns of sentences that are hard to follow."""
    for block in walk(blocks):
        if isinstance(block, Paragraph) and block.text.count(" ") + block.text.count("\n") >= LONGEST_SENTENCE:
            longest = max([len(sentence.split()) for sentence in SENTENCE_END.split(block.text)])
            if longest > LONGEST_SENTENCE:
                report.warn(block.place, "C058", f"a sentence of {longest} words", "cut it in two")


def _check_status(fields: DocumentFields, record: Record, report: Report) -> None:
    if fields.status == "published" and not fields.summary:
        report.error(record.place_of("status"), "C011", "what is published needs a summary", "write summary: …")


def _check_level(fields: DocumentFields, record: Record, known: Known, report: Report) -> None:
    if fields.level and fields.level not in known.course.levels:
        found = f"the course has no level '{fields.level}'"
        report.error(record.place_of("level"), "C012", found, suggest(fields.level, known.course.levels))


def _check_twice(fields: DocumentFields, record: Record, report: Report) -> None:
    for name in ("concepts", "requires", "aliases"):
        words: list[str] = getattr(fields, name, [])
        for i, word in enumerate(words):
            if word in words[:i]:
                report.error(record.place_of(name, i), "C025", f"'{word}' stands here twice", "keep one")


def _as_written(model: type[Model], record: Record) -> Model:
    concepts = record.values.get("concepts")
    sound = isinstance(concepts, list) and all(isinstance(word, str) and SLUG.fullmatch(word) for word in concepts)
    written: dict[str, Any] = {
        "id": "",
        "title": "",
        "concepts": concepts if sound else Unjudged(),
        "scenario": str(record.values.get("scenario", "?")),  # perhaps under a misspelt key
        "kind": record.values.get("kind"),
    }
    return cast("Model", model.model_construct(**written))
