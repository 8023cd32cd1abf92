"""A question in two halves: what anybody may see, and what only grading may."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["easy", "medium", "hard"]
QuestionType = Literal["single"]


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """Who a question is, for ever: course id, document id, question id."""

    course: str
    document: str
    question: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as shown: an opaque key for forms, its letter, its text as safe HTML."""

    key: str
    letter: str
    html: str


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """The half that may reach a template, JSON or a socket. `stem` is text, `body` and choices are HTML."""

    key: QuestionKey
    type: QuestionType
    level: Level
    stem: str
    body: str
    choices: tuple[Choice, ...]
    hints: int

    @property
    def wording(self) -> str:
        """Hash of what a learner reads; forms carry it, so that no answer is judged against other words."""
        return _hash([self.type, self.stem, self.body, [(c.key, c.letter, c.html) for c in self.choices]])[:16]


@dataclass(frozen=True, slots=True)
class SecretQuestion:
    """The half that leaves the server bit by bit, each after its event is stored. All texts are HTML.

    `feedback` maps a choice's key to why it is right or wrong; `see` names a place on the lesson page.
    """

    right: frozenset[str]
    feedback: Mapping[str, str]
    hints: tuple[str, ...]
    see: str


@dataclass(frozen=True, slots=True)
class Question:
    """Both halves, together only on the server."""

    public: PublicQuestion
    secret: SecretQuestion

    @property
    def version(self) -> str:
        """Hash of what grading sees: type, stem, choices and marks. Never public: it would betray the marks."""
        seen = [
            self.public.type,
            self.public.stem,
            self.public.body,
            [(c.key, c.html, c.key in self.secret.right) for c in self.public.choices],
        ]
        return _hash(seen)


def _hash(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
