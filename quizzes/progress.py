"""How far an attempt is: its questions, each with what its learner has done with it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from learners.cookie import LearnerId
from quizzes.attempts import find_visual
from quizzes.bank import bank
from quizzes.domain.asked import Asked
from quizzes.domain.grading import Answer, Verdict
from quizzes.domain.question import Question, QuestionKey
from quizzes.domain.standing import Standing
from quizzes.models import AnswerRecord, Attempt
from quizzes.versions import as_asked


def asked_in(attempt: Attempt) -> tuple[Asked, ...]:
    """The questions of a practice or a test in the order in which they are asked."""
    rows = attempt.asked.select_related("version")
    drawn = [(as_asked(row.version), tuple(row.order)) for row in rows]
    return _with_work(drawn, attempt)


def visual_questions(course: str, document: str, attempt: Attempt | None) -> tuple[Asked, ...]:
    """Every question of a lesson's page; one that has gone or changed since it was answered stands as it was then."""
    quiz = bank.quiz(course, document)
    questions = {question.public.key.question: question for question in quiz.questions} if quiz else {}
    if attempt is None:
        return tuple(Asked(number, question) for number, question in enumerate(questions.values(), 1))
    first = attempt.answers.filter(number=1).select_related("version")
    questions |= {record.question: as_asked(record.version) for record in first}
    return _with_work([(question, ()) for question in questions.values()], attempt)


def standings(attempt: Attempt, questions: Iterable[Asked]) -> tuple[Standing, ...]:
    """What their learner may see of these questions by now."""
    return tuple(asked.standing(attempt.tries) for asked in questions)


def question_for(learner: LearnerId, key: QuestionKey) -> Question | None:
    """The visual question that an answer is judged by: as at this learner's first answer, else as it is now.

    Practice and test have none: here their questions would be judged at once, and not for their attempt.
    """
    quiz = bank.quiz(key.course, key.document)
    if quiz and quiz.kind != "visual":
        return None
    attempt = find_visual(learner, key.course, key.document)
    records = attempt.answers.filter(question=key.question).select_related("version") if attempt else []
    return next((as_asked(record.version) for record in records), None) or bank.get(key)


def verdicts_of(attempt: Attempt) -> dict[str, tuple[Verdict, ...]]:
    """All that was judged, by question id; questions without an answer have none."""
    verdicts: dict[str, tuple[Verdict, ...]] = defaultdict(tuple)
    for record in attempt.answers.all():
        verdicts[record.question] += (_verdict(record),)
    return verdicts


def personal(learner: LearnerId | None, course: str, document: str) -> dict[str, Any]:
    """The personal half of a lesson page as JSON: where the attempt is, and how far its questions are."""
    attempt = find_visual(learner, course, document)
    if attempt is None:
        return {"attempt": None, "questions": {}}
    return {
        "attempt": attempt.get_absolute_url(),
        "questions": {
            s.question.key.question: {"tries": s.tries, "right": s.right, "settled": s.settled}
            for s in standings(attempt, visual_questions(course, document, attempt))
            if s.tries or s.hints
        },
    }


def _with_work(drawn: list[tuple[Question, tuple[str, ...]]], attempt: Attempt) -> tuple[Asked, ...]:
    verdicts = verdicts_of(attempt)
    hints = Counter(attempt.hints.values_list("question", flat=True))
    drafts = dict(attempt.drafts.values_list("question", "fields"))
    return tuple(
        Asked(number, question, order, verdicts[name], hints[name], drafts.get(name))
        for number, (question, order) in enumerate(drawn, 1)
        for name in [question.public.key.question]
    )


def _verdict(record: AnswerRecord) -> Verdict:
    return Verdict(Answer(tuple(record.answer["given"])), record.right, record.score)
