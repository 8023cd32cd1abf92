"""What is written when a learner answers or opens a hint, and what is read to show it again.

Every write is one short transaction and is over before it is acknowledged; the same click twice is one row. On
SQLite a transaction takes the write lock at its start, elsewhere it locks its attempt, and the unique constraints
hold in any case.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from learners.cookie import LearnerId
from learners.models import Learner
from quizzes.bank import bank
from quizzes.domain.archive import pack, unpack
from quizzes.domain.grading import Answer, Refused, Verdict, feedback_for, grade
from quizzes.domain.question import Question, QuestionKey
from quizzes.domain.standing import Standing, stand
from quizzes.domain.visual import is_known, why_not_answer, why_not_hint
from quizzes.models import AnswerRecord, Attempt, HintRecord, QuestionVersion


def question_for(learner: LearnerId, key: QuestionKey) -> Question | None:
    """The question that an answer is judged by: as it was at this learner's first answer, else as it is now."""
    attempts = _attempts(learner, key.course, key.document)
    first = AnswerRecord.objects.filter(attempt__in=attempts, question=key.question).select_related("version").first()
    return _as_judged(first.version) if first else bank.get(key)


def record_answer(learner: LearnerId, question: Question, answer: Answer, number: int) -> Attempt | Refused:
    """Grade and store try `number` at a question."""
    key = question.public.key
    with transaction.atomic():
        attempt = _lock_attempt(learner, key)
        verdicts = _verdicts(attempt.answers.filter(question=key.question), question)
        if is_known(verdicts, answer, number):
            return attempt
        if refused := why_not_answer(verdicts, answer, number):
            transaction.set_rollback(True)
            return refused
        verdict = grade(question, answer)
        AnswerRecord.objects.create(
            attempt=attempt,
            question=key.question,
            version=_keep_version(question),
            number=number,
            answer=asdict(answer),
            right=verdict.right,
            score=verdict.score,
        )
    return attempt


def record_hint(learner: LearnerId, question: Question, number: int) -> Attempt | Refused:
    """Store that hint `number` of a question was opened."""
    key = question.public.key
    with transaction.atomic():
        attempt = _lock_attempt(learner, key)
        opened = attempt.hints.filter(question=key.question).count()
        if number <= opened:
            return attempt
        if refused := why_not_hint(opened, question.public.hints, number):
            transaction.set_rollback(True)
            return refused
        HintRecord.objects.create(attempt=attempt, question=key.question, number=number)
    return attempt


def find_attempt(learner: LearnerId | None, course: str, document: str) -> Attempt | None:
    """This learner's visual quiz of a document, once something of it is stored."""
    return _attempts(learner, course, document).first() if learner else None


def standings(course: str, document: str, attempt: Attempt | None) -> tuple[Standing, ...]:
    """Every question of a document; one that has gone or changed since it was answered is shown as it was then."""
    questions = {question.public.key.question: question for question in bank.of_document(course, document)}
    answers: dict[str, list[AnswerRecord]] = defaultdict(list)
    hints: Counter[str] = Counter()
    if attempt:
        for record in attempt.answers.select_related("version"):
            answers[record.question].append(record)
        hints.update(attempt.hints.values_list("question", flat=True))
    questions |= {name: _as_judged(records[0].version) for name, records in answers.items()}
    return tuple(stand(q, _verdicts(answers[name], q), hints[name]) for name, q in questions.items())


def personal(learner: LearnerId | None, course: str, document: str) -> dict[str, Any]:
    """The personal half of a lesson page as JSON: where the attempt is, and how far its questions are."""
    attempt = find_attempt(learner, course, document)
    if attempt is None:
        return {"attempt": None, "questions": {}}
    return {
        "attempt": attempt.get_absolute_url(),
        "questions": {
            s.question.key.question: {"tries": s.tries, "right": s.right, "settled": s.settled}
            for s in standings(course, document, attempt)
            if s.tries or s.hints
        },
    }


def _attempts(learner: LearnerId, course: str, document: str) -> QuerySet[Attempt]:
    return Attempt.objects.filter(learner=learner, course=course, document=document, kind=Attempt.Kind.VISUAL)


def _lock_attempt(learner: LearnerId, key: QuestionKey) -> Attempt:
    attempts = _attempts(learner, key.course, key.document).select_for_update()
    if found := attempts.first():
        return found
    row, _ = Learner.objects.get_or_create(pk=learner)
    Attempt.objects.get_or_create(learner=row, course=key.course, document=key.document, kind=Attempt.Kind.VISUAL)
    return attempts.get()


def _verdicts(records: Iterable[AnswerRecord], question: Question) -> list[Verdict]:
    answers = [(record, Answer(**record.answer)) for record in records]
    return [Verdict(answer, record.right, record.score, feedback_for(question, answer)) for record, answer in answers]


def _keep_version(question: Question) -> QuestionVersion:
    key = question.public.key
    version, _ = QuestionVersion.objects.get_or_create(
        course=key.course,
        document=key.document,
        question=key.question,
        digest=question.version,
        defaults={"body": pack(question)},
    )
    return version


def _as_judged(version: QuestionVersion) -> Question:
    """The same words with today's feedback and hints, where the words are still the same."""
    key = QuestionKey(version.course, version.document, version.question)
    today = bank.get(key)
    return today if today and today.version == version.digest else unpack(key, version.body)
