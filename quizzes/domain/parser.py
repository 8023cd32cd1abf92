"""Markdown blocks become a question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from markup import Block, Prose, Report, check_attributes, read_prose, suggest
from markup.attributes import Attributes
from markup.blocks import AttributeLine, Fence, Heading, List, Paragraph, walk
from markup.words import listed
from quizzes.domain.answer_keys import READERS, ReadKey, Wanted, read_key
from quizzes.domain.letters import read_secret, refuse_names
from quizzes.domain.parts import CALLOUTS, ONCE, Parts, parts_of
from quizzes.domain.question import Level, PublicQuestion, Question, QuestionKey, SecretQuestion
from quizzes.domain.wording import check_wording

ATTRIBUTES = ("type", "level", "concepts", "see", "shuffle", "partial", "case", "proof")
SWITCH = {"yes": True, "no": False}
BLANK = "____"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a question may speak of: its document, the document's concepts and level, the places of the lesson's page.

    Places are None where the lesson is broken. `shuffle` and `partial` hold where a question does not say otherwise.
    """

    course: str
    document: str
    level: Level
    concepts: Collection[str]
    places: Collection[str] | None
    shuffle: bool = True
    partial: bool = False


def parse_question(heading: Heading, blocks: Sequence[Block], around: Surroundings, report: Report) -> Question:
    """Reads a question from its heading and the blocks below; what is wrong goes to `report`."""
    name = heading.attributes.id
    if not name:
        report.error(heading.place, "C046", f"the question '{heading.text}' has no id", "end it with {#some-id}")
    check_attributes(heading.attributes, report, named=True)
    key = QuestionKey(around.course, around.document, name)
    told = _read_attributes(blocks, around, report)
    parts = parts_of(blocks, told.value("type"), report)
    wanted = Wanted(
        key=key,
        name=f"question '{name or heading.text}'",
        place=heading.place,
        partial=_switch(told, "partial", default=around.partial),
        case=_switch(told, "case", default=False),
    )
    read = read_key(told.value("type"), parts.answers, wanted, report)
    _check_use(told, read, report)
    refuse_names([*parts.body, *_choice_texts(parts)], report)
    check_wording(heading, read, len(parts.callouts["hint"]) + parts.misread, report)
    if read.type == "fill":
        _check_blank(heading, parts.body, report)
    public = PublicQuestion(
        key=key,
        type=read.type,
        level=cast("Level", told.value("level") or around.level),
        stem=Prose(heading.text, inline=True),
        body=read_prose(parts.body, report),
        choices=read.choices,
        hints=len(parts.callouts["hint"]),
        shuffled=_is_shuffled(told, read, around),
    )
    return Question(public, _secret(parts, told, read, around, report))


def _check_blank(heading: Heading, body: Sequence[Block], report: Report) -> None:
    texts = [heading.text, *(block.text for block in walk(body) if isinstance(block, Paragraph))]
    texts += [block.code for block in walk(body) if isinstance(block, Fence)]
    if not any(BLANK in text for text in texts):
        report.warn(heading.place, "C050", "a blank that is nowhere to be seen", f"write {BLANK} where the word goes")


def _choice_texts(parts: Parts) -> list[Block]:
    """What is read before the answer, without the feedback below it."""
    return [
        block for answer in parts.answers if isinstance(answer, List) for i in answer.items for block in i.blocks[:1]
    ]


def _is_shuffled(told: Attributes, read: ReadKey, around: Surroundings) -> bool:
    """Lines to be ordered always are, True and False never."""
    return read.type == "order" or (read.type != "truth" and _switch(told, "shuffle", default=around.shuffle))


def _secret(parts: Parts, told: Attributes, read: ReadKey, around: Surroundings, report: Report) -> SecretQuestion:
    texts = {name: [read_secret(q.blocks, read.letters, report) for q in parts.callouts[name]] for name in CALLOUTS}
    solution, check, mistakes, try_it = (next(iter(texts[name]), Prose()) for name in ONCE)
    return SecretQuestion(
        key=read.key,
        feedback={key: read_secret(blocks, read.letters, report) for key, blocks in read.feedback.items()},
        hints=tuple(texts["hint"]),
        solution=solution,
        check=check,
        mistakes=mistakes,
        try_it=try_it,
        concepts=tuple(told.value("concepts").split(",")) if told.value("concepts") else tuple(around.concepts),
        see=told.value("see"),
        proof=told.value("proof"),
    )


def _read_attributes(blocks: Sequence[Block], around: Surroundings, report: Report) -> Attributes:
    lines = [block for block in blocks if isinstance(block, AttributeLine)]
    for line in lines[1:]:
        report.error(line.place, "C021", "a second line of attributes", "join it to the first")
    if not lines:
        return Attributes()
    told = lines[0].attributes
    check_attributes(told, report, ATTRIBUTES)
    known: dict[str, Collection[str] | None] = {
        "type": READERS,
        "level": get_args(Level),
        "see": around.places,
        "concepts": around.concepts,
        "shuffle": SWITCH,
        "partial": SWITCH,
        "case": SWITCH,
    }
    for word in told.words:
        words = known.get(word.name)
        for value in word.value.split(",") if word.name == "concepts" else [word.value]:
            if words is not None and value not in words:
                found = f"{word.name} '{value}' is not known"
                wanted = suggest(value, words) or f"name it in the document's {word.name}"
                report.error(word.place, "C047", found, wanted)
    return told


def _switch(told: Attributes, name: str, *, default: bool) -> bool:
    return SWITCH.get(told.value(name), default)


def _check_use(told: Attributes, read: ReadKey, report: Report) -> None:
    """An attribute that nothing reads would promise what does not happen."""
    for name, types in (("partial", ("multiple",)), ("case", ("fill",)), ("shuffle", ("single", "multiple"))):
        word = told.find("=", name)
        if word and read.type not in types:
            found = f"{name} means nothing in a question of type {read.type}"
            report.error(word.place, "C047", found, f"delete it: it is for {listed(types)}")
