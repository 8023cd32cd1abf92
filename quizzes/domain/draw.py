"""Which questions an attempt asks, and in which order: drawn once, then kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import get_args

from quizzes.domain.question import Level, PublicQuestion, Question
from quizzes.domain.quiz import Quiz


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as an attempt asks it: `order` holds the keys of its choices from top to bottom."""

    question: Question
    order: tuple[str, ...]


def draw(quiz: Quiz, random: Random) -> tuple[Drawn, ...]:
    """Draw from each level as many as the quiz wants, easy ones first; a practice keeps its author's order."""
    if quiz.kind != "test":
        return tuple(Drawn(question, draw_order(question.public, random)) for question in quiz.questions)
    chosen = [question for level in get_args(Level) for question in _of_level(quiz, level, random)]
    return tuple(Drawn(question, draw_order(question.public, random)) for question in chosen)


def draw_order(question: PublicQuestion, random: Random) -> tuple[str, ...]:
    """The choices' keys in an order of their own, where the author does not forbid it."""
    keys = [choice.key for choice in question.choices]
    return tuple(random.sample(keys, len(keys)) if question.shuffled else keys)


def _of_level(quiz: Quiz, level: Level, random: Random) -> Sequence[Question]:
    questions = [question for question in quiz.questions if question.public.level == level]
    return random.sample(questions, min(len(questions), quiz.draw.get(level, len(questions))))
