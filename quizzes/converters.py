"""The part of an address that names a practice or a test; where there is none, others may know the address."""

from typing import cast

from quizzes.bank import bank
from quizzes.domain.quiz import Kind, Quiz


class QuizConverter:
    """`<course>/<lesson>/practice` or `…/test`, as the quiz of the release that stands there."""

    regex = "[-a-zA-Z0-9_]+/[-a-zA-Z0-9_]+/(?:practice|test)"

    def to_python(self, value: str) -> Quiz:
        lesson, _, kind = value.rpartition("/")
        quiz = bank.beside(f"/{lesson}/", cast("Kind", kind))
        if quiz is None:
            raise ValueError(f"no {kind} beside {lesson}")
        return quiz

    def to_url(self, quiz: Quiz) -> str:
        return f"{quiz.path.strip('/')}/{quiz.kind}"
