"""The questions of one document, and the rules by which they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from quizzes.domain.question import Level, Question

Kind = Literal["visual", "practice", "test"]
TRIES = 2
PASS_MARK = 0.7


@dataclass(frozen=True, slots=True)
class Quiz:
    """A visual quiz stands on its lesson's page, a practice and a test on pages of their own.

    `lesson` and `path` are the lesson's title and address; `places` maps the places of its page, which questions
    speak of, to the titles of their sections, and `exchanges` some of these to what was recorded there, as safe HTML.
    `draw` says how many questions of a level an attempt asks; a level that it does not name is asked whole. Where
    feedback comes `at_once`, a question may be tried `tries` times.
    """

    course: str
    id: str
    kind: Kind
    title: str
    questions: tuple[Question, ...]
    summary: str = ""
    lesson: str = ""
    path: str = ""
    language: str = "en"
    places: Mapping[str, str] = field(default_factory=dict)
    exchanges: Mapping[str, str] = field(default_factory=dict)
    draw: Mapping[Level, int] = field(default_factory=dict)
    pass_mark: float = PASS_MARK
    tries: int = TRIES
    at_once: bool = True

    @property
    def asked(self) -> int:
        """How many questions one attempt has."""
        levels = [question.public.level for question in self.questions]
        return sum(min(levels.count(level), self.draw.get(level, len(levels))) for level in set(levels))
