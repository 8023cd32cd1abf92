"""A question in two halves: what anybody may see, and what only grading may."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from markup import Prose

Level = Literal["easy", "medium", "hard"]
QuestionType = Literal["single", "multiple", "truth", "order", "fill", "output"]


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """Who a question is, for ever: course id, document id, question id."""

    course: str
    document: str
    question: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice, or an item to be put in order: an opaque key for forms, the letter its author wrote, its text."""

    key: str
    letter: str
    text: Prose


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """The half that may reach a template, JSON or a socket.

    `choices` stand in the author's order, the items of an order question in one derived from their texts alone.
    `shuffled` says whether an attempt draws an order of its own.
    """

    key: QuestionKey
    type: QuestionType
    level: Level
    stem: Prose
    body: Prose
    choices: tuple[Choice, ...]
    hints: int
    shuffled: bool = True

    @property
    def wording(self) -> str:
        """Hash of what a learner reads; forms carry it, so that no answer is judged against other words."""
        choices = [(choice.key, choice.letter, choice.text.source) for choice in self.choices]
        return _hash([self.type, self.stem.source, self.body.source, choices])[:16]


@dataclass(frozen=True, slots=True)
class Marked:
    """Right choices, by their keys. With `partial`, a part of them is worth a part of the score."""

    right: frozenset[str]
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """All items' keys, first to last."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that may be typed, word for word or as a pattern of all of it; `feedback` explains a wrong one."""

    text: str
    right: bool
    is_pattern: bool = False
    feedback: Prose = field(default_factory=Prose)


@dataclass(frozen=True, slots=True)
class Typed:
    """What fills a blank; the first right entry that is no pattern is the one to show."""

    entries: tuple[Entry, ...]
    case: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What a program prints."""

    text: str


AnswerKey: TypeAlias = Marked | Ordered | Typed | Printed


@dataclass(frozen=True, slots=True)
class SecretQuestion:
    """The half that leaves the server bit by bit, each after its event is stored.

    `feedback` maps a choice's key to why it is right or wrong; `see` names a place on the lesson page. Where a text
    speaks of a choice, it holds the choice's key between `KEY_BEGINS` and `KEY_ENDS`.
    """

    key: AnswerKey
    feedback: Mapping[str, Prose] = field(default_factory=dict)
    hints: tuple[Prose, ...] = ()
    solution: Prose = field(default_factory=Prose)
    check: Prose = field(default_factory=Prose)
    mistakes: Prose = field(default_factory=Prose)
    try_it: Prose = field(default_factory=Prose)
    concepts: tuple[str, ...] = ()
    see: str = ""
    proof: str = ""


KEY_BEGINS, KEY_ENDS = "\ue000", "\ue001"  # no keyboard writes them


@dataclass(frozen=True, slots=True)
class Question:
    """Both halves, together only on the server."""

    public: PublicQuestion
    secret: SecretQuestion

    @property
    def version(self) -> str:
        """Hash of what grading sees: type, stem, texts and key. Never public: it would betray the key."""
        choices = [(choice.key, choice.text.source) for choice in self.public.choices]
        return _hash([self.public.type, self.public.stem.source, self.public.body.source, choices, _seen(self)])


def _seen(question: Question) -> list[Any]:
    match question.secret.key:
        case Marked(right, partial):
            return [sorted(right), partial]
        case Ordered(keys):
            return list(keys)
        case Typed(entries, case):
            return [[(entry.text, entry.right, entry.is_pattern) for entry in entries], case]
        case Printed(text):
            return [text]


def _hash(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
