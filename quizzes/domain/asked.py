"""A question as an attempt asks it, what its learner has done with it, and how far the whole attempt is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quizzes.domain.grading import GAVE_UP, Answer, Fields, Refused, Verdict, place_field, read_answer
from quizzes.domain.question import PublicQuestion, Question
from quizzes.domain.rules import is_settled
from quizzes.domain.standing import Standing, stand

Mark = Literal["right", "partly", "wrong", "missing", "answered", "begun", "todo"]
WORDS: dict[Mark, str] = {
    "right": "right",
    "partly": "partly right",
    "wrong": "missed",
    "missing": "not answered",
    "answered": "answered",
    "begun": "not complete",
    "todo": "to do",
}
TOO_LONG = "This is too long to be kept. Shorten it."
MEASURED = 1 << 20  # bytes: no limit any more, since a draft was measured when it was kept
LATE = "This was handed in before, perhaps in another tab. What you changed after that was not taken."


@dataclass(frozen=True, slots=True)
class Asked:
    """The `number`-th question of an attempt. `order` holds the keys of its choices from top to bottom.

    `draft` holds the fields of its form that are kept but not judged; where feedback comes at the end, they are all
    there is before the attempt is handed in.
    """

    number: int
    question: Question
    order: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    hints: int = 0
    draft: Fields | None = None

    @property
    def name(self) -> str:
        """The question's id."""
        return self.question.public.key.question

    @property
    def score(self) -> float:
        """What the first try was worth; it is the one that counts."""
        return self.verdicts[0].score if self.verdicts else 0.0

    def standing(self, tries: int) -> Standing:
        """All that its learner may see of it by now."""
        return stand(self.question, self.verdicts, self.hints, order=self.order, draft=self.draft or None, tries=tries)


@dataclass(frozen=True, slots=True)
class Cell:
    """A question on the strip: its number, how it stands, how that is said, and whether it is on the page."""

    number: int
    mark: Mark
    said: str
    is_current: bool


def cells_of(questions: Sequence[Asked], current: int = 0, *, at_once: bool) -> tuple[Cell, ...]:
    """The strip of an attempt; where feedback comes `at_once`, drafts are no answers yet."""
    marks = [(asked.number, mark_of(asked, at_once=at_once)) for asked in questions]
    return tuple(Cell(number, mark, WORDS[mark], number == current) for number, mark in marks)


def mark_of(asked: Asked, *, at_once: bool) -> Mark:
    """How a question stands in the grade, or how far its draft is."""
    if asked.verdicts:
        first = asked.verdicts[0]
        if first.answer == GAVE_UP:
            return "missing"
        return "right" if first.right else "partly" if first.score else "wrong"
    if at_once or not asked.draft:
        return "todo"
    return "begun" if isinstance(answer_in(asked), Refused) else "answered"


def is_done(asked: Asked, tries: int, *, at_once: bool) -> bool:
    """Whether nothing is left to do: it is settled or, where feedback comes at the end, it has an answer."""
    return is_settled(asked.verdicts, tries) or mark_of(asked, at_once=at_once) == "answered"


def next_to_do(questions: Sequence[Asked], after: int, tries: int, *, at_once: bool) -> Asked | None:
    """The next question that is not done, from the first one again after the last one; None when all are."""
    open_ones = [asked for asked in questions if not is_done(asked, tries, at_once=at_once)]
    return next((asked for asked in open_ones if asked.number > after), open_ones[0] if open_ones else None)


def answer_in(asked: Asked) -> Answer | Refused:
    """What the draft says, or why it is no answer yet."""
    return read_answer(asked.question.public, asked.draft or {}, MEASURED)


def keep(question: PublicQuestion, fields: Fields, most_bytes: int) -> Fields | Refused:
    """Those of a form's fields that belong to the question, as far as they are filled in, to be kept as a draft."""
    filled = {name: [value for value in fields.get(name, ()) if value] for name in _names(question)}
    size = sum(len(value.encode(errors="replace")) for values in filled.values() for value in values)
    return Refused(TOO_LONG) if size > most_bytes else {name: values for name, values in filled.items() if values}


def _names(question: PublicQuestion) -> Sequence[str]:
    """The fields in which an answer stands."""
    if question.type == "order":
        return [place_field(choice.key) for choice in question.choices]
    return ["choice"] if question.choices else ["text"]
