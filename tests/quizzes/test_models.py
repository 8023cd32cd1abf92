"""What the database itself refuses."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.timezone import now

from learners.models import Learner
from quizzes.models import AnswerRecord, AskedQuestion, Attempt, Draft, HintRecord, QuestionVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt() -> Attempt:
    learner = Learner.objects.create(pk="a" * 32)
    return Attempt.objects.create(learner=learner, course="channels", document="first")


@pytest.fixture
def version() -> QuestionVersion:
    return QuestionVersion.objects.create(course="channels", document="first", question="q", digest="d" * 64, body={})


def answer(attempt: Attempt, version: QuestionVersion, **changes: Any) -> AnswerRecord:
    fields = {"question": "q", "number": 1, "answer": {"given": ["k"]}, "right": True, "score": 1.0, **changes}
    return AnswerRecord.objects.create(attempt=attempt, version=version, **fields)


def asked(attempt: Attempt, version: QuestionVersion, **changes: Any) -> AskedQuestion:
    fields = {"number": 1, "question": "q", "order": ["k"], **changes}
    return AskedQuestion.objects.create(attempt=attempt, version=version, **fields)


def refused(model: type[models.Model], **fields: Any) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.create(**fields)
    except IntegrityError:
        return True
    return False


def test_a_version_is_kept_once(version: QuestionVersion) -> None:
    same = {"course": "channels", "document": "first", "question": "q", "body": {}}

    assert refused(QuestionVersion, **same, digest=version.digest)
    assert not refused(QuestionVersion, **same, digest="e" * 64)


def test_a_learner_has_one_open_attempt_of_a_kind_at_a_document(attempt: Attempt) -> None:
    same = {"course": "channels", "document": "first"}

    assert refused(Attempt, **same, learner=attempt.learner)
    assert not refused(Attempt, learner=attempt.learner, course="channels", document="second")
    assert not refused(Attempt, **same, learner=attempt.learner, kind="practice")
    assert not refused(Attempt, **same, learner=Learner.objects.create(pk="b" * 32))


def test_after_a_finished_attempt_another_one_may_begin(attempt: Attempt) -> None:
    same = {"learner": attempt.learner, "course": "channels", "document": "first", "kind": "test"}
    Attempt.objects.create(**same, finished=now())
    Attempt.objects.create(**same, finished=now())

    assert not refused(Attempt, **same)
    assert refused(Attempt, **same)


def test_an_attempt_is_of_a_known_kind(attempt: Attempt) -> None:
    assert refused(Attempt, learner=attempt.learner, course="channels", document="second", kind="exam")


def test_an_attempt_asks_a_question_once_and_one_question_at_a_time(attempt: Attempt, version: QuestionVersion) -> None:
    asked(attempt, version)
    same = {"attempt": attempt, "version": version, "order": []}

    assert refused(AskedQuestion, **same, number=1, question="other")
    assert refused(AskedQuestion, **same, number=2, question="q")
    assert refused(AskedQuestion, **same, number=0, question="other")


def test_a_question_has_one_draft(attempt: Attempt) -> None:
    Draft.objects.create(attempt=attempt, question="q", fields={})

    assert refused(Draft, attempt=attempt, question="q", fields={})


def test_a_try_has_one_answer(attempt: Attempt, version: QuestionVersion) -> None:
    answer(attempt, version)

    with pytest.raises(IntegrityError):
        answer(attempt, version, answer={"given": ["other"]})


@pytest.mark.parametrize("changes", [{"number": 0}, {"score": -0.1}, {"score": 1.1}])
def test_tries_count_from_one_and_a_score_is_a_share(
    attempt: Attempt, version: QuestionVersion, changes: dict[str, float]
) -> None:
    with pytest.raises(IntegrityError):
        answer(attempt, version, **changes)


def test_a_hint_is_opened_once_and_counts_from_one(attempt: Attempt) -> None:
    HintRecord.objects.create(attempt=attempt, question="q", number=1)

    assert refused(HintRecord, attempt=attempt, question="q", number=1)
    assert refused(HintRecord, attempt=attempt, question="q", number=0)


@pytest.mark.parametrize("need", [answer, asked])
def test_a_version_that_is_needed_cannot_be_deleted(attempt: Attempt, version: QuestionVersion, need: Any) -> None:
    need(attempt, version)

    with pytest.raises(ProtectedError):
        version.delete()


def test_erasing_a_learner_erases_all_that_is_theirs(attempt: Attempt, version: QuestionVersion) -> None:
    answer(attempt, version)
    asked(attempt, version)
    HintRecord.objects.create(attempt=attempt, question="q", number=1)
    Draft.objects.create(attempt=attempt, question="q", fields={})
    attempt.learner.delete()

    assert [m.objects.count() for m in (Attempt, AskedQuestion, AnswerRecord, HintRecord, Draft)] == [0] * 5


def test_rows_name_themselves(attempt: Attempt, version: QuestionVersion) -> None:
    hint = HintRecord(attempt=attempt, question="q", number=2)
    draft = Draft(attempt=attempt, question="q")
    names = [str(row) for row in (attempt, version, answer(attempt, version), hint, draft, asked(attempt, version))]

    assert names == [
        f"channels/first by {'a' * 32}",
        "channels/first/q as dddddddd",
        "try 1 at q",
        "hint 2 of q",
        "draft for q",
        "1. q",
    ]


def test_an_attempt_knows_its_address(attempt: Attempt) -> None:
    assert attempt.get_absolute_url() == f"/attempts/{attempt.pk}/"
