"""What is stored when a learner begins, answers, opens a hint, leaves a draft or hands in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from random import Random
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import OperationalError, connection, connections

from learners.cookie import LearnerId
from learners.models import Learner
from quizzes import records
from quizzes.attempts import Hold, hold, hold_visual
from quizzes.bank import bank
from quizzes.domain.asked import LATE
from quizzes.domain.grading import GAVE_UP, Answer, Fields, Refused
from quizzes.domain.question import Question
from quizzes.domain.rules import ANSWERED, INCOMPLETE, NO_MORE_HINTS, TRIED
from quizzes.models import AnswerRecord, AskedQuestion, Attempt, Draft, HintRecord, QuestionVersion
from quizzes.progress import asked_in
from quizzes.records import hand_in, record_answer, record_draft, record_hint, start
from tests.quizzes.samples import EVERY_TYPE, publish, question, quiz, right_fields, wrong_fields

pytestmark = pytest.mark.usefixtures("own_bank")

T = TypeVar("T")

ADA, BEN = LearnerId("a" * 32), LearnerId("b" * 32)
A, B, C = (Answer((f"who-accepts-{letter}",)) for letter in "ABC")
ROWS = (Learner, Attempt, AskedQuestion, Draft, AnswerRecord, HintRecord, QuestionVersion)


def visual(learner: LearnerId = ADA) -> Hold:
    return hold_visual(learner, "channels", "first")


def rows() -> dict[str, int]:
    """How many there are of what there is any of."""
    counts = {model.__name__: model._default_manager.count() for model in ROWS}
    return {name: count for name, count in counts.items() if count}


def stored() -> list[tuple[int, list[str], bool, float]]:
    return [(r.number, r.answer["given"], r.right, r.score) for r in AnswerRecord.objects.order_by("pk")]


def begin(*questions: Question, kind: str = "practice", learner: LearnerId = ADA, seed: int = 1) -> Attempt:
    """A practice or a test that asks these questions."""
    publish(*questions, kind=kind, id=f"first-{kind}")
    return start(learner, bank.quizzes[0], Random(seed))


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
class TestVisualAnswers:
    """Storing answers to the questions of a lesson's page."""

    def test_an_answer_is_stored_with_its_grade_and_the_version_it_was_judged_by(self, asked: Question) -> None:
        record_answer(visual(), asked, C, 1)
        record = AnswerRecord.objects.select_related("version", "attempt").get()

        assert stored() == [(1, ["who-accepts-C"], True, 1.0)]
        assert (record.attempt.learner_id, record.attempt.kind) == (ADA, "visual")
        assert record.version.digest == asked.version

    def test_a_second_try_joins_the_same_attempt_and_version(self, asked: Question) -> None:
        first = record_answer(visual(), asked, A, 1)
        second = record_answer(visual(), asked, C, 2)

        assert first == second
        assert [row[:2] for row in stored()] == [(1, ["who-accepts-A"]), (2, ["who-accepts-C"])]
        assert QuestionVersion.objects.count() == 1

    def test_giving_up_is_stored_as_an_answer_that_says_nothing(self, asked: Question) -> None:
        record_answer(visual(), asked, A, 1)
        record_answer(visual(), asked, GAVE_UP, 2)

        assert stored()[1] == (2, [], False, 0.0)

    def test_the_same_click_twice_is_one_answer(self, asked: Question) -> None:
        assert record_answer(visual(), asked, A, 1) == record_answer(visual(), asked, A, 1)
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
            record_answer(visual(), asked, earlier, count)
        counts = rows()

        assert record_answer(visual(), asked, answer, number) == Refused(sentence)
        assert rows() == counts

    def test_learners_have_attempts_of_their_own(self, asked: Question) -> None:
        assert record_answer(visual(), asked, A, 1) != record_answer(visual(BEN), asked, A, 1)
        assert QuestionVersion.objects.count() == 1

    def test_a_visual_quiz_never_ends(self, asked: Question) -> None:
        attempt = record_answer(visual(), asked, C, 1)

        assert isinstance(attempt, Attempt)
        assert attempt.finished is None

    def test_an_attempt_keeps_the_title_and_the_rules_it_began_with(self, asked: Question) -> None:
        publish(asked, title="Older", tries=3, pass_mark=0.9)
        record_answer(visual(), asked, A, 1)
        publish(asked, title="Newer", tries=1)
        attempt = record_answer(visual(), asked, B, 2)

        assert isinstance(attempt, Attempt)
        assert (attempt.title, attempt.tries, attempt.pass_mark) == ("Older", 3, 0.9)


@pytest.mark.django_db
class TestHints:
    """Storing hints."""

    def test_a_hint_is_stored_once_however_often_it_is_asked_for(self, asked: Question) -> None:
        assert record_hint(visual(), asked, 1, {}) == record_hint(visual(), asked, 1, {})
        assert HintRecord.objects.count() == 1

    def test_hints_and_answers_share_an_attempt(self, asked: Question) -> None:
        first = record_hint(visual(), asked, 1, {})

        assert first == record_answer(visual(), asked, A, 1) == record_hint(visual(), asked, 2, {})

    def test_what_was_chosen_when_a_hint_was_opened_is_kept(self, asked: Question) -> None:
        record_hint(visual(), asked, 1, {"choice": ["who-accepts-B"]})

        assert Draft.objects.get().fields == {"choice": ["who-accepts-B"]}

    @pytest.mark.parametrize(("opened", "number", "sentence"), [(0, 2, INCOMPLETE), (2, 3, NO_MORE_HINTS)])
    def test_a_refused_hint_leaves_everything_as_it_was(
        self, asked: Question, opened: int, number: int, sentence: str
    ) -> None:
        for count in range(1, opened + 1):
            record_hint(visual(), asked, count, {})
        counts = rows()

        assert record_hint(visual(), asked, number, {}) == Refused(sentence)
        assert rows() == counts


@pytest.mark.django_db
class TestStarting:
    """Beginning a practice or a test."""

    def test_what_was_drawn_is_stored_with_its_order_and_its_versions(self) -> None:
        attempt = begin(question("one"), question("two"))
        asked = list(attempt.asked.select_related("version"))

        assert [(row.number, row.question, row.version.question) for row in asked] == [
            (1, "one", "one"),
            (2, "two", "two"),
        ]
        assert sorted(asked[0].order) == ["one-A", "one-B", "one-C", "one-D"]
        assert (attempt.kind, attempt.title, attempt.finished) == ("practice", "The first quiz", None)

    def test_a_second_start_finds_the_open_attempt_and_draws_nothing_again(self) -> None:
        first = begin(*[question(f"q{n}") for n in range(6)], kind="test", seed=1)
        order = list(first.asked.values_list("question", "order"))
        again = start(ADA, bank.quizzes[0], Random(2))

        assert again == first
        assert list(again.asked.values_list("question", "order")) == order

    def test_a_test_draws_from_its_bank(self) -> None:
        publish(*[question(f"q{n}") for n in range(6)], kind="test", id="first-test", draw={"easy": 2})
        attempts = [start(LearnerId(f"{n:032x}"), bank.quizzes[0], Random(n)) for n in range(20)]
        drawn = {name for attempt in attempts for name in attempt.asked.values_list("question", flat=True)}

        assert {attempt.asked.count() for attempt in attempts} == {2}
        assert len(drawn) == 6

    def test_after_the_end_of_one_another_begins(self) -> None:
        first = begin(question("one"))
        hand_in(first)

        assert start(ADA, bank.quizzes[0], Random(1)) != first

    def test_the_same_question_is_kept_in_one_version_for_everybody(self) -> None:
        begin(question("one"), question("two"))
        start(BEN, bank.quizzes[0], Random(2))

        assert QuestionVersion.objects.count() == 2


@pytest.mark.django_db
class TestPractice:
    """Where feedback comes at once."""

    def test_the_last_answer_that_settles_a_question_finishes_the_practice(self) -> None:
        one, two = question("one"), question("two")
        attempt = begin(one, two)
        record_answer(hold(attempt), one, Answer(("one-C",)), 1)
        record_answer(hold(attempt), two, Answer(("two-A",)), 1)
        attempt.refresh_from_db()
        assert attempt.finished is None
        record_answer(hold(attempt), two, Answer(("two-B",)), 2)
        attempt.refresh_from_db()

        assert attempt.finished is not None

    def test_an_answer_takes_the_place_of_its_draft(self) -> None:
        one = question("one")
        attempt = begin(one)
        record_draft(hold(attempt), one, {"choice": ["one-B"]})
        record_answer(hold(attempt), one, Answer(("one-A",)), 1)

        assert not Draft.objects.exists()

    def test_a_draft_of_a_settled_question_is_refused_in_words(self) -> None:
        one = question("one")
        attempt = begin(one, question("two"))
        record_answer(hold(attempt), one, Answer(("one-C",)), 1)

        assert record_draft(hold(attempt), one, {"choice": ["one-B"]}) == Refused(ANSWERED)
        assert not Draft.objects.exists()

    def test_finishing_early_gives_up_what_is_open_whatever_its_drafts(self) -> None:
        one, two = question("one"), question("two")
        attempt = begin(one, two)
        record_answer(hold(attempt), one, Answer(("one-A",)), 1)
        record_draft(hold(attempt), two, {"choice": ["two-C"]})
        hand_in(attempt)

        assert stored() == [(1, ["one-A"], False, 0.0), (2, [], False, 0.0), (1, [], False, 0.0)]


@pytest.mark.django_db
class TestTest:
    """Where feedback comes at the end."""

    @pytest.mark.parametrize("kind", EVERY_TYPE)
    def test_drafts_of_every_type_are_graded_when_the_test_is_handed_in(self, kind: str) -> None:
        right, wrong, untouched = (EVERY_TYPE[kind](name) for name in ("right", "wrong", "untouched"))
        attempt = begin(right, wrong, untouched, kind="test")
        record_draft(hold(attempt), right, right_fields(right))
        record_draft(hold(attempt), wrong, wrong_fields(wrong))
        hand_in(attempt)

        assert {r.question: (r.number, r.score) for r in AnswerRecord.objects.all()} == {
            "right": (1, 1.0),
            "wrong": (1, 0.0),
            "untouched": (1, 0.0),
        }
        assert AnswerRecord.objects.get(question="untouched").answer == {"given": []}
        assert not Draft.objects.exists()

    def test_a_part_of_several_right_choices_is_worth_a_part(self) -> None:
        several = EVERY_TYPE["multiple"]("some")
        attempt = begin(several, kind="test")
        record_draft(hold(attempt), several, {"choice": ["some-A"]})
        hand_in(attempt)

        assert stored() == [(1, ["some-A"], False, 0.5)]

    def test_a_draft_that_is_no_whole_answer_counts_as_none(self) -> None:
        order = EVERY_TYPE["order"]("life")
        attempt = begin(order, kind="test")
        record_draft(hold(attempt), order, {"place-life-A": ["1"], "place-life-B": ["1"]})
        hand_in(attempt)

        assert stored() == [(1, [], False, 0.0)]

    def test_the_newest_draft_wins(self) -> None:
        one = question("one")
        attempt = begin(one, kind="test")
        for letter in "ABC":
            record_draft(hold(attempt), one, {"choice": [f"one-{letter}"]})
        hand_in(attempt)

        assert stored() == [(1, ["one-C"], True, 1.0)]

    def test_handing_in_twice_is_handing_in_once(self) -> None:
        attempt = begin(question("one"), kind="test")
        first = hand_in(attempt).finished
        again = hand_in(attempt).finished

        assert first == again
        assert len(stored()) == 1

    def test_a_draft_that_comes_after_handing_in_is_refused_in_words(self) -> None:
        one = question("one")
        attempt = begin(one, kind="test")
        hand_in(attempt)

        assert record_draft(hold(attempt), one, {"choice": ["one-C"]}) == Refused(LATE)
        assert not Draft.objects.exists()

    def test_a_draft_that_another_tab_saves_while_one_hands_in_counts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one = question("one")
        attempt = begin(one, kind="test")
        judge, left = records._judge, [Fields]

        def judged_while_somebody_writes(*given: object) -> object:
            if left:
                left.pop()
                record_draft(hold(attempt), one, {"choice": ["one-C"]})
            return judge(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(records, "_judge", judged_while_somebody_writes)
        hand_in(attempt)

        assert stored() == [(1, ["one-C"], True, 1.0)]

    def test_a_question_that_was_edited_meanwhile_is_judged_as_it_was_asked(self) -> None:
        attempt = begin(question("one", right="A"), kind="test")
        publish(question("one", right="B", stem="Reworded"), kind="test", id="first-test")
        (asked,) = asked_in(attempt)
        record_draft(hold(attempt), asked.question, {"choice": ["one-A"]})
        hand_in(attempt)

        assert asked.question.public.stem.source == "Who accepts?"
        assert stored() == [(1, ["one-A"], True, 1.0)]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Several tabs, several threads, one database."""

    def test_the_same_first_click_from_eight_threads_is_one_answer(self, asked: Question) -> None:
        attempts = at_once(*[lambda: record_answer(visual(), asked, A, 1)] * 8)

        assert len(set(attempts)) == 1
        assert rows() == {"Learner": 1, "Attempt": 1, "AnswerRecord": 1, "QuestionVersion": 1}

    def test_of_two_tabs_with_different_answers_one_is_told_that_it_came_second(self, asked: Question) -> None:
        outcomes = at_once(*[lambda given=given: record_answer(visual(), asked, given, 1) for given in (A, B)])

        assert outcomes.count(Refused(ANSWERED)) == 1
        assert len(stored()) == 1

    def test_a_hint_asked_for_by_eight_threads_opens_once(self, asked: Question) -> None:
        at_once(*[lambda: record_hint(visual(), asked, 1, {})] * 8)

        assert HintRecord.objects.count() == 1

    def test_eight_starts_at_once_are_one_attempt(self) -> None:
        practice = quiz(question("one"), question("two"), kind="practice", id="first-practice")
        bank.replace([practice])
        attempts = at_once(*[lambda n=n: start(ADA, practice, Random(n)) for n in range(8)])

        assert len(set(attempts)) == 1
        assert rows() == {"Learner": 1, "Attempt": 1, "AskedQuestion": 2, "QuestionVersion": 2}

    def test_eight_tabs_that_hand_in_at_once_grade_once(self) -> None:
        attempt = begin(question("one"), question("two"), kind="test")
        at_once(*[lambda: hand_in(attempt)] * 8)

        assert AnswerRecord.objects.count() == 2

    def test_drafts_from_eight_threads_leave_one(self) -> None:
        one = question("one")
        attempt = begin(one, kind="test")
        at_once(*[lambda: record_draft(hold(attempt), one, {"choice": ["one-A"]})] * 8)

        assert Draft.objects.get().fields == {"choice": ["one-A"]}

    def test_eight_learners_at_once_all_keep_their_answers(self, asked: Question) -> None:
        learners = [LearnerId(f"{number:032x}") for number in range(8)]
        at_once(*[lambda learner=learner: record_answer(visual(learner), asked, A, 1) for learner in learners])

        assert rows() == {"Learner": 8, "Attempt": 8, "AnswerRecord": 8, "QuestionVersion": 1}

    def test_an_answer_is_in_the_file_when_it_is_acknowledged(self, asked: Question) -> None:
        record_answer(visual(), asked, A, 1)
        connection.close()

        assert stored() == [(1, ["who-accepts-A"], False, 0.0)]

    @pytest.mark.sqlite
    def test_nothing_is_half_stored_while_the_database_is_held(
        self, asked: Question, held_database: Callable[[], AbstractContextManager[None]]
    ) -> None:
        practice = quiz(question("one"), kind="practice", id="first-practice")
        with held_database(), pytest.raises(OperationalError, match="locked"):
            record_answer(visual(), asked, A, 1)
        with held_database(), pytest.raises(OperationalError, match="locked"):
            start(ADA, practice, Random(1))

        assert rows() == {}
