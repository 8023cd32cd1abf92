"""What is stored when a learner answers, and what is found again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import OperationalError, connection, connections
from pytest_django import DjangoAssertNumQueries

from learners.cookie import LearnerId
from learners.models import Learner
from quizzes.domain.grading import GAVE_UP, Answer, Refused
from quizzes.domain.question import Question, QuestionKey
from quizzes.domain.standing import Standing
from quizzes.domain.visual import ANSWERED, INCOMPLETE, NO_MORE_HINTS, TRIED
from quizzes.models import AnswerRecord, Attempt, HintRecord, QuestionVersion
from quizzes.records import find_attempt, personal, question_for, record_answer, record_hint, standings
from tests.quizzes.samples import publish, question

pytestmark = pytest.mark.usefixtures("own_bank")

T = TypeVar("T")

ADA, BEN = LearnerId("a" * 32), LearnerId("b" * 32)
A, B, C = (Answer(f"who-accepts-{letter}") for letter in "ABC")
ROWS = (Learner, Attempt, AnswerRecord, HintRecord, QuestionVersion)


def rows() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in ROWS}


def stored() -> list[tuple[int, object, bool, float]]:
    return [(r.number, r.answer["choice"], r.right, r.score) for r in AnswerRecord.objects.order_by("pk")]


def shown(learner: LearnerId = ADA) -> Standing:
    (only,) = standings("channels", "first", find_attempt(learner, "channels", "first"))
    return only


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Do all of them in threads that start together, each with a connection of its own."""
    barrier = Barrier(len(acts))

    def act(one: Callable[[], T]) -> T:
        try:
            barrier.wait(timeout=10)
            return one()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


@pytest.mark.django_db
class TestAnswers:
    """Storing answers."""

    def test_an_answer_is_stored_with_its_grade_and_the_version_it_was_judged_by(self, asked: Question) -> None:
        record_answer(ADA, asked, C, 1)
        record = AnswerRecord.objects.select_related("version", "attempt").get()

        assert stored() == [(1, C.choice, True, 1.0)]
        assert (record.attempt.learner_id, record.attempt.kind) == (ADA, "visual")
        assert record.version.digest == asked.version

    def test_a_second_try_joins_the_same_attempt_and_version(self, asked: Question) -> None:
        first = record_answer(ADA, asked, A, 1)
        second = record_answer(ADA, asked, C, 2)

        assert first == second
        assert stored() == [(1, A.choice, False, 0.0), (2, C.choice, True, 1.0)]
        assert QuestionVersion.objects.count() == 1

    def test_giving_up_is_stored_as_an_answer_without_a_choice(self, asked: Question) -> None:
        record_answer(ADA, asked, A, 1)
        record_answer(ADA, asked, GAVE_UP, 2)

        assert stored()[1] == (2, None, False, 0.0)

    def test_the_same_click_twice_is_one_answer(self, asked: Question) -> None:
        first = record_answer(ADA, asked, A, 1)
        again = record_answer(ADA, asked, A, 1)

        assert again == first
        assert len(stored()) == 1

    @pytest.mark.parametrize(
        ("before", "answer", "number", "sentence"),
        [
            ([A], B, 1, ANSWERED),
            ([A], A, 2, TRIED),
            ([C], A, 2, ANSWERED),
            ([A, B], C, 3, ANSWERED),
            ([], A, 2, INCOMPLETE),
        ],
    )
    def test_a_refused_answer_leaves_everything_as_it_was(
        self, asked: Question, before: list[Answer], answer: Answer, number: int, sentence: str
    ) -> None:
        for count, earlier in enumerate(before, start=1):
            record_answer(ADA, asked, earlier, count)
        counts = rows()

        assert record_answer(ADA, asked, answer, number) == Refused(sentence)
        assert rows() == counts

    def test_learners_have_attempts_of_their_own(self, asked: Question) -> None:
        assert record_answer(ADA, asked, A, 1) != record_answer(BEN, asked, A, 1)
        assert QuestionVersion.objects.count() == 1


@pytest.mark.django_db
class TestHints:
    """Storing hints."""

    def test_a_hint_is_stored_once_however_often_it_is_asked_for(self, asked: Question) -> None:
        assert record_hint(ADA, asked, 1) == record_hint(ADA, asked, 1)
        assert HintRecord.objects.count() == 1

    def test_hints_and_answers_share_an_attempt(self, asked: Question) -> None:
        assert record_hint(ADA, asked, 1) == record_answer(ADA, asked, A, 1) == record_hint(ADA, asked, 2)

    @pytest.mark.parametrize(("opened", "number", "sentence"), [(0, 2, INCOMPLETE), (2, 3, NO_MORE_HINTS)])
    def test_a_refused_hint_leaves_everything_as_it_was(
        self, asked: Question, opened: int, number: int, sentence: str
    ) -> None:
        for count in range(1, opened + 1):
            record_hint(ADA, asked, count)
        counts = rows()

        assert record_hint(ADA, asked, number) == Refused(sentence)
        assert rows() == counts


@pytest.mark.django_db
class TestShowing:
    """What is found again."""

    def test_before_the_first_write_there_is_no_attempt_and_no_row(self, asked: Question) -> None:
        assert find_attempt(ADA, "channels", "first") is None
        assert find_attempt(None, "channels", "first") is None
        assert not any(rows().values())

    def test_answers_and_hints_are_there_again_after_a_restart(self, asked: Question) -> None:
        record_hint(ADA, asked, 1)
        record_answer(ADA, asked, A, 1)
        publish()
        publish(question())
        again = shown()

        assert (again.tries, again.heading) == (1, "Not this one: one try is left")
        assert again.hints == ("<p>canary-hint-1</p>",)

    def test_a_question_that_changed_is_shown_and_judged_as_it_was(self, asked: Question) -> None:
        record_answer(ADA, asked, A, 1)
        publish(question(right="B", stem="Reworded"))
        judged = question_for(ADA, asked.public.key)
        assert judged
        record_answer(ADA, judged, C, 2)

        assert (shown().question.stem, shown().right) == ("Who accepts?", True)

    def test_a_question_that_vanished_is_shown_as_it_was_after_those_that_stayed(self, asked: Question) -> None:
        record_answer(ADA, asked, A, 1)
        publish(question("newer"))
        names = [
            s.question.key.question for s in standings("channels", "first", find_attempt(ADA, "channels", "first"))
        ]

        assert names == ["newer", "who-accepts"]
        assert question_for(ADA, asked.public.key) == asked

    def test_a_better_feedback_reaches_old_answers_of_the_same_words(self, asked: Question) -> None:
        record_answer(ADA, asked, A, 1)
        publish(replace(asked, secret=replace(asked.secret, feedback={A.choice or "": "<p>Better</p>"})))

        assert shown().feedback == "<p>Better</p>"

    def test_who_has_not_answered_is_judged_by_the_question_as_it_is_now(self, asked: Question) -> None:
        record_answer(ADA, asked, A, 1)
        newer = question(stem="Reworded")
        publish(newer)

        assert question_for(BEN, asked.public.key) == newer

    def test_a_hint_alone_does_not_hold_a_question_back(self, asked: Question) -> None:
        record_hint(ADA, asked, 1)
        newer = question(stem="Reworded")
        publish(newer)

        assert question_for(ADA, asked.public.key) == newer

    def test_an_unknown_question_is_none(self) -> None:
        assert question_for(ADA, QuestionKey("channels", "first", "nowhere")) is None

    def test_another_learner_stands_at_the_start(self, asked: Question) -> None:
        record_answer(ADA, asked, A, 1)

        assert shown(BEN).tries == 0

    def test_the_personal_half_is_empty_before_the_first_answer(self, asked: Question) -> None:
        assert personal(ADA, "channels", "first") == {"attempt": None, "questions": {}}
        assert personal(None, "channels", "first") == {"attempt": None, "questions": {}}

    def test_the_personal_half_tells_how_far_each_touched_question_is(self) -> None:
        missed, solved, hinted, untouched = (question(name) for name in ("missed", "solved", "hinted", "untouched"))
        publish(missed, solved, hinted, untouched)
        attempt = record_answer(ADA, missed, Answer("missed-A"), 1)
        record_answer(ADA, solved, Answer("solved-C"), 1)
        record_hint(ADA, hinted, 1)
        assert isinstance(attempt, Attempt)

        assert personal(ADA, "channels", "first") == {
            "attempt": f"/attempts/{attempt.pk}/",
            "questions": {
                "missed": {"tries": 1, "right": False, "settled": False},
                "solved": {"tries": 1, "right": True, "settled": True},
                "hinted": {"tries": 0, "right": False, "settled": False},
            },
        }

    def test_showing_a_document_takes_two_queries(
        self, asked: Question, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        attempt = record_answer(ADA, asked, A, 1)
        assert isinstance(attempt, Attempt)

        with django_assert_num_queries(2):
            standings("channels", "first", attempt)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Several tabs, several threads, one database."""

    def test_the_same_first_click_from_eight_threads_is_one_answer(self, asked: Question) -> None:
        attempts = at_once(*[lambda: record_answer(ADA, asked, A, 1)] * 8)

        assert len(set(attempts)) == 1
        assert rows() == {"Learner": 1, "Attempt": 1, "AnswerRecord": 1, "HintRecord": 0, "QuestionVersion": 1}

    def test_of_two_tabs_with_different_answers_one_is_told_that_it_came_second(self, asked: Question) -> None:
        outcomes = at_once(lambda: record_answer(ADA, asked, A, 1), lambda: record_answer(ADA, asked, B, 1))

        assert outcomes.count(Refused(ANSWERED)) == 1
        assert len(stored()) == 1

    def test_a_hint_asked_for_by_eight_threads_opens_once(self, asked: Question) -> None:
        at_once(*[lambda: record_hint(ADA, asked, 1)] * 8)

        assert HintRecord.objects.count() == 1

    def test_eight_learners_at_once_all_keep_their_answers(self, asked: Question) -> None:
        learners = [LearnerId(f"{number:032x}") for number in range(8)]
        at_once(*[lambda learner=learner: record_answer(learner, asked, A, 1) for learner in learners])

        assert rows() == {"Learner": 8, "Attempt": 8, "AnswerRecord": 8, "HintRecord": 0, "QuestionVersion": 1}

    def test_an_answer_is_in_the_file_when_it_is_acknowledged(self, asked: Question) -> None:
        record_answer(ADA, asked, A, 1)
        connection.close()

        assert stored() == [(1, A.choice, False, 0.0)]

    def test_nothing_is_half_stored_while_the_database_is_held(
        self, asked: Question, held_database: Callable[[], AbstractContextManager[None]]
    ) -> None:
        with held_database(), pytest.raises(OperationalError, match="locked"):
            record_answer(ADA, asked, A, 1)

        assert not any(rows().values())
