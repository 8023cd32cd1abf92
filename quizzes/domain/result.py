"""What an attempt says of its learner: a word for all of it, a word for each concept, and what to read next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quizzes.domain.question import Question
from quizzes.domain.quiz import Quiz

Word = Literal["strong", "nearly", "not yet"]
NEARLY = 0.6  # of the pass mark


@dataclass(frozen=True, slots=True)
class Reading:
    """A section to read, by its title and its place on the lesson's page."""

    title: str
    place: str


@dataclass(frozen=True, slots=True)
class ConceptResult:
    """How firm one concept is: points out of so many, a word, and where to read on; nothing where it is strong."""

    concept: str
    score: float
    total: int
    word: Word
    read: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The whole attempt; `score` is the sum of the questions' first scores, weakest concepts come first."""

    score: float
    total: int
    word: Word
    concepts: tuple[ConceptResult, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.score / self.total) if self.total else 0


def result_of(quiz: Quiz, scores: Sequence[tuple[Question, float]]) -> Result:
    """Sum up what the first try at each question scored, from 0 to 1."""
    score = sum(points for _, points in scores)
    by_concept: dict[str, list[tuple[Question, float]]] = defaultdict(list)
    for question, points in scores:
        for concept in question.secret.concepts:
            by_concept[concept].append((question, points))
    concepts = [_concept(concept, asked, quiz) for concept, asked in by_concept.items()]
    concepts.sort(key=lambda concept: concept.score / concept.total)
    return Result(score, len(scores), word_for(score, len(scores), quiz.pass_mark), tuple(concepts))


def word_for(score: float, total: int, pass_mark: float) -> Word:
    """Strong from the pass mark on, nearly from six tenths of it on."""
    share = score / total if total else 0
    return "strong" if share >= pass_mark else "nearly" if share >= NEARLY * pass_mark else "not yet"


def _concept(concept: str, asked: Sequence[tuple[Question, float]], quiz: Quiz) -> ConceptResult:
    score = sum(points for _, points in asked)
    word = word_for(score, len(asked), quiz.pass_mark)
    places = dict.fromkeys(q.secret.see for q, points in asked if points < 1 and q.secret.see in quiz.places)
    return ConceptResult(concept, score, len(asked), word, _readings(places, quiz.places))


def _readings(places: Mapping[str, None], titles: Mapping[str, str]) -> tuple[Reading, ...]:
    """One for each section, at the first of its places that is asked for."""
    by_title: dict[str, str] = {}
    for place in places:
        by_title.setdefault(titles[place], place)
    return tuple(Reading(title, place) for title, place in by_title.items())
