"""Markdown blocks become a question."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args

from markup import Block, Place, Report, check_attributes, plain, render_inline, render_prose, suggest
from markup.attributes import Attributes
from markup.blocks import AttributeLine, Heading, Item, List, Quote
from quizzes.domain.question import Choice, Level, PublicQuestion, Question, QuestionKey, SecretQuestion
from quizzes.domain.wording import WrittenChoice, check_wording

LETTER = re.compile(r"(?P<letter>[A-Z])\. +(?P<text>.+)", re.DOTALL)
RIGHT = {"x": True, "X": True, " ": False}
KEYS = ("level", "concepts", "see", "proof")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a question may speak of: its document, the places of its page, and the document's concepts and level."""

    course: str
    document: str
    level: Level
    concepts: Collection[str]
    places: Collection[str]


@dataclass(slots=True)
class Parts:
    """The blocks of a question, sorted by what they are."""

    attributes: list[AttributeLine] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    choices: list[Item] = field(default_factory=list)
    hints: list[Quote] = field(default_factory=list)


def parse_question(heading: Heading, blocks: Sequence[Block], around: Surroundings, report: Report) -> Question:
    """Reads a question from its heading and the blocks below; what is wrong goes to `report`."""
    name = heading.attributes.id
    if not name:
        report.error(heading.place, "C046", f"the question '{heading.text}' has no id", "end it with {#some-id}")
    check_attributes(heading.attributes, report, named=True)
    key = QuestionKey(around.course, around.document, name)
    parts = _sort(blocks, report)
    told = _read_attributes(parts.attributes, around, report)
    choices = [choice for item in parts.choices if (choice := _read_choice(item, report))]
    _check_key(heading, choices, report)
    check_wording(heading, choices, len(parts.hints), report)
    keys = {choice.letter: _opaque(key, choice.letter) for choice in choices}
    public = PublicQuestion(
        key=key,
        type="single",
        level=cast("Level", told.value("level") or around.level),
        stem=plain(heading.text),
        body=render_prose(parts.body, report),
        choices=tuple(Choice(keys[choice.letter], choice.letter, render_inline(choice.text)) for choice in choices),
        hints=len(parts.hints),
    )
    secret = SecretQuestion(
        right=frozenset(keys[choice.letter] for choice in choices if choice.right),
        feedback={keys[choice.letter]: render_prose(choice.feedback, report) for choice in choices},
        hints=tuple(render_prose(hint.blocks, report) for hint in parts.hints),
        see=told.value("see"),
    )
    return Question(public, secret)


def _sort(blocks: Sequence[Block], report: Report) -> Parts:
    parts = Parts()
    for block in blocks:
        match block:
            case AttributeLine():
                parts.attributes.append(block)
            case List() if any(item.mark is not None for item in block.items):
                parts.choices.extend(block.items)
            case Quote(callout="hint"):
                parts.hints.append(block)
            case Quote(callout=callout) if callout:
                report.error(block.place, "C024", f"unknown callout '[!{callout}]'", suggest(callout, ["hint"]))
            case _ if parts.choices:
                report.error(block.place, "C031", "text after the choices belongs to nothing", "move it above them")
            case _:
                parts.body.append(block)
    return parts


def _read_attributes(lines: Sequence[AttributeLine], around: Surroundings, report: Report) -> Attributes:
    for line in lines[1:]:
        report.error(line.place, "C021", "a second line of attributes", "join it to the first")
    if not lines:
        return Attributes(Place(""))
    told = lines[0].attributes
    check_attributes(told, report, KEYS)
    known = {"level": get_args(Level), "see": around.places, "concepts": around.concepts}
    for word in told.words:
        values = word.value.split(",") if word.name == "concepts" else [word.value]
        for value in values:
            if word.name in known and value not in known[word.name]:
                found = f"{word.name} '{value}' is not known"
                report.error(word.place, "C047", found, suggest(value, known[word.name]))
    return told


def _read_choice(item: Item, report: Report) -> WrittenChoice | None:
    match = LETTER.fullmatch(item.text)
    check_attributes(item.attributes, report)
    if item.mark not in RIGHT:
        found = "no box" if item.mark is None else f"the mark [{item.mark}]"
        report.error(item.place, "C045", f"a choice with {found}", "write '- [ ]', or '- [x]' for the right one")
        return None
    if not match:
        report.error(item.place, "C045", "a choice without a letter", "write '- [ ] A. The choice'")
        return None
    if not all(isinstance(block, Quote) and not block.callout for block in item.blocks[1:]):
        report.error(item.place, "C045", "more than one paragraph in a choice", "put feedback in a quote: '> …'")
    feedback = [inner for block in item.blocks[1:] if isinstance(block, Quote) for inner in block.blocks]
    return WrittenChoice(item.place, match["letter"], match["text"], RIGHT[item.mark], tuple(feedback))


def _check_key(heading: Heading, choices: Sequence[WrittenChoice], report: Report) -> None:
    name = f"question '{heading.attributes.id or heading.text}'"
    right = [choice for choice in choices if choice.right]
    if len(choices) < 2:
        report.error(heading.place, "C044", f"{name} has {len(choices)} choices", "write two or more")
    elif not right:
        report.error(choices[0].place, "C041", f"{name} has no right choice", "mark it with [x]")
    for choice in right[1:]:
        report.error(choice.place, "C042", f"{name} has a second right choice", "mark one with [x]")
    letters: set[str] = set()
    for choice in choices:
        if choice.letter in letters:
            report.error(choice.place, "C043", f"{name} uses letter {choice.letter} twice", "take the next free one")
        letters.add(choice.letter)


def _opaque(key: QuestionKey, letter: str) -> str:
    """A choice's name in forms: made of what is public alone, so that it betrays no mark."""
    return hashlib.sha256(f"{key.course}/{key.document}/{key.question}/{letter}".encode()).hexdigest()[:12]
