"""What each button of a question's form does."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from django.conf import settings

from quizzes import records
from quizzes.attempts import Hold
from quizzes.domain.asked import keep
from quizzes.domain.grading import GAVE_UP, Fields, Refused, read_answer, read_number
from quizzes.domain.question import Question
from quizzes.domain.rules import INCOMPLETE
from quizzes.models import Attempt

Button: TypeAlias = Callable[[Hold, Question, Fields], Attempt | Refused]


def press(buttons: Mapping[str, Button], held: Hold, question: Question, fields: Fields) -> Attempt | Refused:
    """Do what the button `do` asks for; without one, what the first of the buttons does."""
    name = fields.get("do", [next(iter(buttons))])[0]
    return buttons[name](held, question, fields) if name in buttons else Refused(INCOMPLETE)


def _answer(held: Hold, question: Question, fields: Fields) -> Attempt | Refused:
    answer = read_answer(question.public, fields, settings.LIMITS.answer_bytes)
    number = read_number(fields.get("try", ()))
    if isinstance(answer, Refused):
        return answer
    return records.record_answer(held, question, answer, number) if number else Refused(INCOMPLETE)


def _open_hint(held: Hold, question: Question, fields: Fields) -> Attempt | Refused:
    number = read_number(fields.get("hint", ()))
    draft = keep(question.public, fields, settings.LIMITS.answer_bytes)
    if isinstance(draft, Refused):
        return draft
    return records.record_hint(held, question, number, draft) if number else Refused(INCOMPLETE)


def _give_up(held: Hold, question: Question, fields: Fields) -> Attempt | Refused:
    number = read_number(fields.get("try", ()))
    return records.record_answer(held, question, GAVE_UP, number) if number else Refused(INCOMPLETE)


def _draft(held: Hold, question: Question, fields: Fields) -> Attempt | Refused:
    draft = keep(question.public, fields, settings.LIMITS.answer_bytes)
    return draft if isinstance(draft, Refused) else records.record_draft(held, question, draft)


VISUAL: Mapping[str, Button] = {"answer": _answer, "hint": _open_hint, "show": _give_up}
PRACTICE: Mapping[str, Button] = {**VISUAL, "draft": _draft}
TEST: Mapping[str, Button] = {"next": _draft, "back": _draft, "draft": _draft}
