"""Whose attempts there are, and the rules that each of them keeps from its start on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, cast
from uuid import UUID

from django.db.models import Count, FloatField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from learners.cookie import LearnerId
from learners.models import Learner
from quizzes.bank import bank
from quizzes.domain.quiz import Kind, Quiz
from quizzes.domain.result import Word, word_for
from quizzes.models import AnswerRecord, Attempt

Hold: TypeAlias = Callable[[], Attempt]  # finds an attempt, or begins it, and locks its row for the transaction
RECENT = 20  # finished attempts that a page lists


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finished attempt in a line: its row, its points and the word for them."""

    attempt: Attempt
    score: float
    total: int
    word: Word


def quiz_of(attempt: Attempt) -> Quiz:
    """The quiz under the attempt's own rules; once the document has gone, without its questions, lesson and places."""
    today = bank.quiz(attempt.course, attempt.document)
    kind = cast("Kind", attempt.kind)
    quiz = today or Quiz(attempt.course, attempt.document, kind, attempt.title, questions=())
    return replace(quiz, kind=kind, tries=attempt.tries, at_once=attempt.at_once, pass_mark=attempt.pass_mark)


def find_visual(learner: LearnerId | None, course: str, document: str) -> Attempt | None:
    """This learner's visual quiz of a document, once something of it is stored."""
    return _open(learner, course, document, "visual").first() if learner else None


def find_open(learner: LearnerId | None, quiz: Quiz) -> Attempt | None:
    """The attempt that this learner has begun and not finished."""
    return _open(learner, quiz.course, quiz.id, quiz.kind).first() if learner else None


def attempts_of(learner: LearnerId | None) -> QuerySet[Attempt]:
    """All that this learner has begun, newest first."""
    return Attempt.objects.filter(learner=learner).order_by("-created") if learner else Attempt.objects.none()


def earlier_attempts(learner: LearnerId | None, quiz: Quiz) -> tuple[Earlier, ...]:
    """What this learner has finished, newest first."""
    return _finished(learner, RECENT, course=quiz.course, document=quiz.id, kind=quiz.kind)


def last_test(learner: LearnerId | None, course: str) -> Earlier | None:
    """The test of a course that this learner has handed in last."""
    return next(iter(_finished(learner, 1, course=course, kind="test")), None)


def results_of(learner: LearnerId | None) -> Mapping[UUID, Earlier]:
    """What this learner's finished attempts came to, by their ids."""
    return {earlier.attempt.pk: earlier for earlier in _finished(learner, None)}


def hold(attempt: Attempt) -> Hold:
    """An attempt that is there."""
    return lambda: Attempt.objects.select_for_update().get(pk=attempt.pk)


def hold_visual(learner: LearnerId, course: str, document: str) -> Hold:
    """A visual quiz, which begins with its first write."""

    def begin() -> Attempt:
        attempts = _open(learner, course, document, "visual").select_for_update()
        if found := attempts.first():
            return found
        begin_attempt(learner, bank.quiz(course, document) or Quiz(course, document, "visual", "", questions=()))
        return attempts.get()

    return begin


def begin_attempt(learner: LearnerId, quiz: Quiz) -> tuple[Attempt, bool]:
    """The one open attempt, and whether it is new."""
    row, _ = Learner.objects.get_or_create(pk=learner)
    rules: dict[str, Any] = {name: getattr(quiz, name) for name in ("title", "tries", "at_once", "pass_mark")}
    return Attempt.objects.get_or_create(
        learner=row, course=quiz.course, document=quiz.id, kind=quiz.kind, finished=None, defaults=rules
    )


def _open(learner: LearnerId | None, course: str, document: str, kind: Kind) -> QuerySet[Attempt]:
    return Attempt.objects.filter(learner=learner, course=course, document=document, kind=kind, finished=None)


def _finished(learner: LearnerId | None, most: int | None, **which: str) -> tuple[Earlier, ...]:
    if not learner:
        return ()
    firsts = AnswerRecord.objects.filter(attempt=OuterRef("pk"), number=1).order_by().values("attempt")
    points = Subquery(firsts.annotate(points=Sum("score")).values("points"), output_field=FloatField())
    attempts = (
        Attempt.objects.filter(learner=learner, finished__isnull=False, **which)
        .annotate(points=Coalesce(points, Value(0.0)), total=Count("asked"))
        .order_by("-finished")[:most]
    )
    return tuple(Earlier(a, a.points, a.total, word_for(a.points, a.total, a.pass_mark)) for a in attempts)
