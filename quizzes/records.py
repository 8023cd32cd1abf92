"""What is written when a learner begins, answers, opens a hint, leaves a draft or hands in.

Every write is one short transaction and is over before it is acknowledged; the same click twice is one row. What takes
time, like judging, is done before the transaction begins. On SQLite writers queue, elsewhere a transaction locks its
attempt, and the unique constraints hold in any case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from random import Random

from django.db import transaction
from django.utils.timezone import now

from learners.cookie import LearnerId
from learners.turns import writing
from quizzes.attempts import Hold, begin_attempt, find_open, hold
from quizzes.domain.asked import LATE, Asked, answer_in
from quizzes.domain.draw import draw
from quizzes.domain.grading import GAVE_UP, Answer, Fields, Refused, Verdict, grade
from quizzes.domain.question import Question
from quizzes.domain.quiz import Quiz
from quizzes.domain.rules import ANSWERED, is_known, is_settled, why_not_answer, why_not_hint
from quizzes.models import AnswerRecord, AskedQuestion, Attempt, Draft, HintRecord, QuestionVersion
from quizzes.progress import asked_in, verdicts_of
from quizzes.versions import find_versions, keep_versions


def start(learner: LearnerId, quiz: Quiz, random: Random) -> Attempt:
    """Begin a practice or a test with questions drawn for it, or find the one that is open."""
    if begun := find_open(learner, quiz):
        return begun
    drawn = draw(quiz, random)
    questions = [one.question for one in drawn]
    found = find_versions(questions)
    with writing():
        attempt, is_new = begin_attempt(learner, quiz)
        if is_new:
            versions = keep_versions(questions, found)
            AskedQuestion.objects.bulk_create(
                AskedQuestion(
                    attempt=attempt, number=number, question=name, version=versions[name], order=list(one.order)
                )
                for number, one in enumerate(drawn, 1)
                for name in [one.question.public.key.question]
            )
    return attempt


def record_answer(held: Hold, question: Question, answer: Answer, number: int) -> Attempt | Refused:
    """Grade and store try `number` at a question; the last one that settles a practice finishes it."""
    verdict, found = grade(question, answer), find_versions([question])
    name = question.public.key.question
    with writing():
        attempt = held()
        verdicts = verdicts_of(attempt)
        if is_known(verdicts[name], answer, number):
            return attempt
        if refused := why_not_answer(verdicts[name], answer, number, attempt.tries):
            transaction.set_rollback(True)
            return refused
        _store(attempt, [(question, number, verdict)], found)
        attempt.drafts.filter(question=name).delete()
        verdicts[name] += (verdict,)
        if attempt.kind != Attempt.Kind.VISUAL and _is_over(attempt, verdicts):
            _finish(attempt)
    return attempt


def record_hint(held: Hold, question: Question, number: int, draft: Fields) -> Attempt | Refused:
    """Store that hint `number` of a question was opened; what was filled in meanwhile is kept."""
    name = question.public.key.question
    with writing():
        attempt = held()
        opened = attempt.hints.filter(question=name).count()
        if number <= opened:
            return attempt
        if refused := why_not_hint(opened, question.public.hints, number):
            transaction.set_rollback(True)
            return refused
        HintRecord.objects.create(attempt=attempt, question=name, number=number)
        _keep(attempt, name, draft)
    return attempt


def record_draft(held: Hold, question: Question, draft: Fields) -> Attempt | Refused:
    """Keep what stands in a question's form; the newest draft wins."""
    name = question.public.key.question
    with writing():
        attempt = held()
        if attempt.finished or is_settled(verdicts_of(attempt)[name], attempt.tries):
            return Refused(ANSWERED if attempt.at_once else LATE)
        _keep(attempt, name, draft)
    return attempt


def hand_in(attempt: Attempt) -> Attempt:
    """Finish an attempt. What is open counts as given up; where feedback comes at the end, drafts are the answers."""
    while True:
        questions = asked_in(attempt)
        open_ones = [asked for asked in questions if not is_settled(asked.verdicts, attempt.tries)]
        judged = [_judge(asked, GAVE_UP if attempt.at_once else answer_in(asked)) for asked in open_ones]
        found = find_versions([asked.question for asked in open_ones])
        with writing():
            attempt = hold(attempt)()
            if attempt.finished:
                return attempt
            if asked_in(attempt) != questions:  # another tab has saved something meanwhile: that counts, too
                continue
            _store(attempt, judged, found)
            attempt.drafts.all().delete()
            return _finish(attempt)


def _judge(asked: Asked, answer: Answer | Refused) -> tuple[Question, int, Verdict]:
    verdict = grade(asked.question, GAVE_UP if isinstance(answer, Refused) else answer)
    return asked.question, len(asked.verdicts) + 1, verdict


def _is_over(attempt: Attempt, verdicts: Mapping[str, Sequence[Verdict]]) -> bool:
    names = attempt.asked.values_list("question", flat=True)
    return all(is_settled(verdicts[name], attempt.tries) for name in names)


def _store(
    attempt: Attempt, judged: Sequence[tuple[Question, int, Verdict]], found: Mapping[str, QuestionVersion]
) -> None:
    versions = keep_versions([question for question, *_ in judged], found)
    AnswerRecord.objects.bulk_create(
        AnswerRecord(
            attempt=attempt,
            question=question.public.key.question,
            version=versions[question.public.key.question],
            number=number,
            answer=asdict(verdict.answer),
            right=verdict.right,
            score=verdict.score,
        )
        for question, number, verdict in judged
    )


def _keep(attempt: Attempt, name: str, draft: Fields) -> None:
    Draft.objects.bulk_create(
        [Draft(attempt=attempt, question=name, fields=draft)],
        update_conflicts=True,
        unique_fields=["attempt", "question"],
        update_fields=["fields", "saved"],
    )


def _finish(attempt: Attempt) -> Attempt:
    attempt.finished = now()
    attempt.save(update_fields=["finished"])
    return attempt
