"""From the fields of a form to an answer, and from an answer to its verdict."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.domain.question import PublicQuestion, Question

REWORDED = "This question has been reworded since you opened it. Read it again below, then answer."
NONE_CHOSEN = "Choose one of the answers first."
SEVERAL_CHOSEN = "Choose one answer. This form carried more than one."
TOO_LONG = "This answer is longer than any choice here. Choose one of the answers below."
NOT_A_CHOICE = "This answer is not among the choices. Choose one of the answers below."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learner says: the key of a choice, or None for giving up."""

    choice: str | None


GAVE_UP = Answer(None)


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not taken, and the sentence that tells its sender why; nothing of it is stored."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer judged; `score` runs from 0 to 1, `feedback` is safe HTML."""

    answer: Answer
    right: bool
    score: float
    feedback: str


def read_answer(question: PublicQuestion, fields: Mapping[str, Sequence[str]], most_bytes: int) -> Answer | Refused:
    """Read `choice`; `wording`, where the form has it, must name the words that are to be judged."""
    chosen = fields.get("choice", ())
    choice = chosen[0] if chosen else ""
    faults = (
        (any(wording != question.wording for wording in fields.get("wording", ())), REWORDED),
        (not choice, NONE_CHOSEN),
        (len(chosen) > 1, SEVERAL_CHOSEN),
        (len(choice.encode(errors="replace")) > most_bytes, TOO_LONG),
        (choice not in {known.key for known in question.choices}, NOT_A_CHOICE),
    )
    return next((Refused(sentence) for at_fault, sentence in faults if at_fault), Answer(choice))


def read_number(values: Sequence[str]) -> int | None:
    """Read a field that counts from 1, like that of the try; None for anything else."""
    is_number = len(values) == 1 and re.fullmatch(r"[1-9][0-9]{0,3}", values[0], re.ASCII)
    return int(values[0]) if is_number else None


def grade(question: Question, answer: Answer) -> Verdict:
    """Judge one answer; giving up is never right."""
    right = answer.choice in question.secret.right
    return Verdict(answer, right, float(right), feedback_for(question, answer))


def feedback_for(question: Question, answer: Answer) -> str:
    """Why this answer is right or wrong, as safe HTML; empty where the author says nothing."""
    return question.secret.feedback.get(answer.choice or "", "")
