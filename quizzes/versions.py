"""Questions as rows: kept when they are asked or answered, so that they can be judged and shown as they were."""

from collections.abc import Mapping, Sequence

from quizzes.bank import bank
from quizzes.domain.archive import pack, unpack
from quizzes.domain.question import Question, QuestionKey
from quizzes.models import QuestionVersion


def find_versions(questions: Sequence[Question]) -> dict[str, QuestionVersion]:
    """The rows of these questions of one document by question id, as far as there are any."""
    if not questions:
        return {}
    digests = {question.public.key.question: question.version for question in questions}
    key = questions[0].public.key
    rows = QuestionVersion.objects.filter(course=key.course, document=key.document, digest__in=digests.values())
    return {row.question: row for row in rows if digests.get(row.question) == row.digest}


def keep_versions(questions: Sequence[Question], found: Mapping[str, QuestionVersion]) -> Mapping[str, QuestionVersion]:
    """The rows of all of them, of which some were `found` before; those that are missing are written."""
    missing = [question for question in questions if question.public.key.question not in found]
    if missing:
        QuestionVersion.objects.bulk_create(map(_row, missing), ignore_conflicts=True)
    return {**found, **find_versions(missing)}


def as_asked(version: QuestionVersion) -> Question:
    """The same words with today's feedback and hints, where the words are still the same."""
    key = QuestionKey(version.course, version.document, version.question)
    today = bank.get(key)
    return today if today and today.version == version.digest else unpack(key, version.body)


def _row(question: Question) -> QuestionVersion:
    key = question.public.key
    return QuestionVersion(
        course=key.course,
        document=key.document,
        question=key.question,
        digest=question.version,
        body=pack(question),
    )
