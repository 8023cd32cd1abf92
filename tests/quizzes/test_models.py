"""What the database itself refuses."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from learners.models import Learner
from quizzes.models import AnswerRecord, Attempt, HintRecord, QuestionVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt() -> Attempt:
    learner = Learner.objects.create(pk="a" * 32)
    return Attempt.objects.create(learner=learner, course="channels", document="first")


@pytest.fixture
def version() -> QuestionVersion:
    return QuestionVersion.objects.create(course="channels", document="first", question="q", digest="d" * 64, body={})


def answer(attempt: Attempt, version: QuestionVersion, **changes: Any) -> AnswerRecord:
    fields = {"question": "q", "number": 1, "answer": {"choice": "k"}, "right": True, "score": 1.0, **changes}
    return AnswerRecord.objects.create(attempt=attempt, version=version, **fields)


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


def test_a_learner_has_one_visual_attempt_at_a_document(attempt: Attempt) -> None:
    assert refused(Attempt, learner=attempt.learner, course="channels", document="first")
    assert not refused(Attempt, learner=attempt.learner, course="channels", document="second")
    assert not refused(Attempt, learner=Learner.objects.create(pk="b" * 32), course="channels", document="first")


def test_an_attempt_is_of_a_known_kind(attempt: Attempt) -> None:
    assert refused(Attempt, learner=attempt.learner, course="channels", document="second", kind="exam")


def test_a_try_has_one_answer(attempt: Attempt, version: QuestionVersion) -> None:
    answer(attempt, version)

    with pytest.raises(IntegrityError):
        answer(attempt, version, answer={"choice": "other"})


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


def test_a_version_that_an_answer_needs_cannot_be_deleted(attempt: Attempt, version: QuestionVersion) -> None:
    answer(attempt, version)

    with pytest.raises(ProtectedError):
        version.delete()


def test_erasing_a_learner_erases_all_that_is_theirs(attempt: Attempt, version: QuestionVersion) -> None:
    answer(attempt, version)
    HintRecord.objects.create(attempt=attempt, question="q", number=1)
    attempt.learner.delete()

    assert [model.objects.count() for model in (Attempt, AnswerRecord, HintRecord)] == [0, 0, 0]


def test_rows_name_themselves(attempt: Attempt, version: QuestionVersion) -> None:
    hint = HintRecord(attempt=attempt, question="q", number=2)
    names = [str(row) for row in (attempt, version, answer(attempt, version), hint)]

    assert names == [f"channels/first by {'a' * 32}", "channels/first/q as dddddddd", "try 1 at q", "hint 2 of q"]


def test_an_attempt_knows_its_address(attempt: Attempt) -> None:
    assert attempt.get_absolute_url() == f"/attempts/{attempt.pk}/"
