"""From the fields of a form to an answer, and from an answer to its verdict."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import regex

from quizzes.domain.question import (
    AnswerKey,
    Entry,
    Marked,
    Ordered,
    Printed,
    PublicQuestion,
    Question,
    QuestionType,
    Typed,
)

Fields: TypeAlias = Mapping[str, Sequence[str]]
LONGEST_BLANK = 200  # characters
PATIENCE = 0.1  # seconds for one pattern: some need years for a text that almost fits

REWORDED = "This question has been reworded since you opened it. Read it again below, then answer."
NONE_CHOSEN = "Choose one of the answers first."
NO_CHOICES = "Choose at least one of the answers first."
SEVERAL_CHOSEN = "Choose one answer. This form carried more than one."
NOT_A_CHOICE = "This answer is not among the choices. Choose one of the answers below."
NOT_IN_ORDER = "Give every line a place of its own, from first to last."
NOTHING_TYPED = "Write an answer first."
TOO_LONG = "This answer is too long. Shorten it and send it again."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learner says: keys of choices or of items in order, or what was typed; nothing for giving up."""

    given: tuple[str, ...] = ()


GAVE_UP = Answer()


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not taken, and the sentence that tells its sender why; nothing of it is stored."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer judged; `score` runs from 0 to 1."""

    answer: Answer
    right: bool
    score: float


def read_answer(question: PublicQuestion, fields: Fields, most_bytes: int) -> Answer | Refused:
    """Read what the question's form sends; `wording`, where it stands, must name the words that are to be judged."""
    if any(wording != question.wording for wording in fields.get("wording", ())):
        return Refused(REWORDED)
    if any(len(value.encode(errors="replace")) > most_bytes for values in fields.values() for value in values):
        return Refused(TOO_LONG)
    return READERS[question.type](question, fields)


def read_number(values: Sequence[str]) -> int | None:
    """Read a field that counts from 1, like that of the try; None for anything else."""
    is_number = len(values) == 1 and re.fullmatch(r"[1-9][0-9]{0,3}", values[0], re.ASCII)
    return int(values[0]) if is_number else None


def place_field(key: str) -> str:
    """The name of the field that says at which place an item stands."""
    return f"place-{key}"


def grade(question: Question, answer: Answer) -> Verdict:
    """Judge one answer; giving up is never right."""
    score = _score(question.secret.key, answer) if answer != GAVE_UP else 0.0
    return Verdict(answer, score == 1, score)


def entry_for(key: Typed, answer: Answer) -> Entry | None:
    """The first entry that fits what was typed."""
    return next((entry for entry in key.entries if _fits(entry, "".join(answer.given), key)), None)


def lines_of(text: str) -> tuple[str, ...]:
    """Printed lines as they are compared: without blanks at their ends, and without empty lines at the end."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def _read_one(question: PublicQuestion, fields: Fields) -> Answer | Refused:
    chosen = fields.get("choice", ())
    if len(chosen) > 1:
        return Refused(SEVERAL_CHOSEN)
    return _read_choices(question, chosen, NONE_CHOSEN)


def _read_several(question: PublicQuestion, fields: Fields) -> Answer | Refused:
    return _read_choices(question, fields.get("choice", ()), NO_CHOICES)


def _read_choices(question: PublicQuestion, chosen: Sequence[str], none: str) -> Answer | Refused:
    known = [choice.key for choice in question.choices]
    if not any(chosen):
        return Refused(none)
    if not set(chosen) <= set(known):
        return Refused(NOT_A_CHOICE)
    return Answer(tuple(key for key in known if key in chosen))


def _read_order(question: PublicQuestion, fields: Fields) -> Answer | Refused:
    places = {choice.key: read_number(fields.get(place_field(choice.key), ())) for choice in question.choices}
    if set(places.values()) != set(range(1, len(places) + 1)):
        return Refused(NOT_IN_ORDER)
    return Answer(tuple(sorted(places, key=lambda key: places[key] or 0)))


def _read_blank(_: PublicQuestion, fields: Fields) -> Answer | Refused:
    typed = _typed(fields).strip()
    if not typed:
        return Refused(NOTHING_TYPED)
    return Refused(TOO_LONG) if len(typed) > LONGEST_BLANK else Answer((typed,))


def _read_output(_: PublicQuestion, fields: Fields) -> Answer | Refused:
    lines = lines_of(_typed(fields))
    return Answer(("\n".join(lines),)) if lines else Refused(NOTHING_TYPED)


def _typed(fields: Fields) -> str:
    return unicodedata.normalize("NFC", next(iter(fields.get("text", ())), ""))


READERS: Mapping[QuestionType, Callable[[PublicQuestion, Fields], Answer | Refused]] = {
    "single": _read_one,
    "truth": _read_one,
    "multiple": _read_several,
    "order": _read_order,
    "fill": _read_blank,
    "output": _read_output,
}


def _score(key: AnswerKey, answer: Answer) -> float:
    match key:
        case Marked():
            return _share(key, frozenset(answer.given))
        case Ordered(keys):
            return float(answer.given == keys)
        case Typed():
            entry = entry_for(key, answer)
            return float(entry is not None and entry.right)
        case Printed(text):
            return float(lines_of("\n".join(answer.given)) == lines_of(text))


def _share(key: Marked, chosen: frozenset[str]) -> float:
    """All or nothing; with `partial` each wrong choice takes away what a right one is worth."""
    if not key.partial:
        return float(chosen == key.right)
    return max(0, len(chosen & key.right) - len(chosen - key.right)) / len(key.right)


def _fits(entry: Entry, text: str, key: Typed) -> bool:
    if not entry.is_pattern:
        return text == entry.text if key.case else text.casefold() == entry.text.casefold()
    try:
        flags = regex.V0 if key.case else regex.V0 | regex.IGNORECASE
        return bool(regex.fullmatch(entry.text, text, flags, timeout=PATIENCE))
    except TimeoutError:
        return False
