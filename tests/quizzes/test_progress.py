"""How far an attempt is."""

from dataclasses import replace
from random import Random

import pytest
from pytest_django import DjangoAssertNumQueries

from learners.cookie import LearnerId
from markup import Prose
from quizzes.attempts import find_visual, hold, hold_visual
from quizzes.bank import bank
from quizzes.domain.grading import Answer
from quizzes.domain.question import Question, QuestionKey
from quizzes.domain.standing import Standing
from quizzes.models import Attempt
from quizzes.progress import asked_in, personal, question_for, standings, visual_questions
from quizzes.records import record_answer, record_draft, record_hint, start
from tests.quizzes.samples import publish, question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_bank")]

ADA, BEN = LearnerId("a" * 32), LearnerId("b" * 32)
A, C = (Answer((f"who-accepts-{letter}",)) for letter in "AC")


def answer(question: Question, given: Answer, number: int = 1, learner: LearnerId = ADA) -> Attempt:
    attempt = record_answer(hold_visual(learner, "channels", "first"), question, given, number)
    assert isinstance(attempt, Attempt)
    return attempt


def shown(learner: LearnerId = ADA) -> list[Standing]:
    attempt = find_visual(learner, "channels", "first")
    return [asked.standing(2) for asked in visual_questions("channels", "first", attempt)]


class TestVisual:
    """The questions of a lesson's page."""

    def test_before_the_first_write_there_is_no_attempt(self, asked: Question) -> None:
        assert find_visual(ADA, "channels", "first") is None
        assert find_visual(None, "channels", "first") is None
        assert [one.tries for one in shown()] == [0]

    def test_answers_and_hints_are_there_again_after_a_restart(self, asked: Question) -> None:
        record_hint(hold_visual(ADA, "channels", "first"), asked, 1, {})
        answer(asked, A)
        publish()
        publish(question())
        (again,) = shown()

        assert (again.tries, again.heading) == (1, "Not this one: one try is left")
        assert again.hints == ("<p>canary-hint-1</p>",)

    def test_a_question_that_changed_is_shown_and_judged_as_it_was(self, asked: Question) -> None:
        answer(asked, A)
        publish(question(right="B", stem="Reworded"))
        judged = question_for(ADA, asked.public.key)
        assert judged
        answer(judged, C, 2)

        assert [(one.question.stem.source, one.right) for one in shown()] == [("Who accepts?", True)]

    def test_a_question_that_vanished_is_shown_as_it_was_after_those_that_stayed(self, asked: Question) -> None:
        answer(asked, A)
        publish(question("newer"))

        assert [one.question.key.question for one in shown()] == ["newer", "who-accepts"]
        assert question_for(ADA, asked.public.key) == asked

    def test_a_better_feedback_reaches_old_answers_of_the_same_words(self, asked: Question) -> None:
        answer(asked, A)
        publish(replace(asked, secret=replace(asked.secret, feedback={A.given[0]: Prose("Better")})))

        assert [said.html for said in shown()[0].feedback] == ["<p>Better</p>"]

    def test_who_has_not_answered_is_judged_by_the_question_as_it_is_now(self, asked: Question) -> None:
        answer(asked, A)
        newer = question(stem="Reworded")
        publish(newer)

        assert question_for(BEN, asked.public.key) == newer

    def test_a_hint_alone_does_not_hold_a_question_back(self, asked: Question) -> None:
        record_hint(hold_visual(ADA, "channels", "first"), asked, 1, {})
        newer = question(stem="Reworded")
        publish(newer)

        assert question_for(ADA, asked.public.key) == newer

    def test_an_unknown_question_is_none(self) -> None:
        assert question_for(ADA, QuestionKey("channels", "first", "nowhere")) is None

    def test_another_learner_stands_at_the_start(self, asked: Question) -> None:
        answer(asked, A)

        assert [one.tries for one in shown(BEN)] == [0]

    def test_showing_a_document_takes_four_queries(
        self, asked: Question, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        attempt = answer(asked, A)

        with django_assert_num_queries(4):
            visual_questions("channels", "first", attempt)


class TestAsked:
    """The questions of a practice or a test."""

    def test_each_comes_with_its_order_its_verdicts_its_hints_and_its_draft(self) -> None:
        one, two = question("one"), question("two")
        publish(one, two, kind="practice", id="first-practice")
        attempt = start(ADA, bank.quizzes[0], Random(1))
        record_answer(hold(attempt), one, Answer(("one-A",)), 1)
        record_hint(hold(attempt), two, 1, {})
        record_draft(hold(attempt), two, {"choice": ["two-B"]})
        first, second = asked_in(attempt)

        assert (first.number, first.name, len(first.verdicts), first.hints, first.draft) == (1, "one", 1, 0, None)
        assert (second.name, second.verdicts, second.hints, second.draft) == ("two", (), 1, {"choice": ["two-B"]})
        assert sorted(first.order) == ["one-A", "one-B", "one-C", "one-D"]
        assert [standing.tries for standing in standings(attempt, (first, second))] == [1, 0]


class TestPersonal:
    """The personal half of a lesson's page."""

    def test_it_is_empty_before_the_first_answer(self, asked: Question) -> None:
        assert personal(ADA, "channels", "first") == {"attempt": None, "questions": {}}
        assert personal(None, "channels", "first") == {"attempt": None, "questions": {}}

    def test_it_tells_how_far_each_touched_question_is(self) -> None:
        missed, solved, hinted, untouched = (question(name) for name in ("missed", "solved", "hinted", "untouched"))
        publish(missed, solved, hinted, untouched)
        attempt = answer(missed, Answer(("missed-A",)))
        answer(solved, Answer(("solved-C",)))
        record_hint(hold(attempt), hinted, 1, {})

        assert personal(ADA, "channels", "first") == {
            "attempt": f"/attempts/{attempt.pk}/",
            "questions": {
                "missed": {"tries": 1, "right": False, "settled": False},
                "solved": {"tries": 1, "right": True, "settled": True},
                "hinted": {"tries": 0, "right": False, "settled": False},
            },
        }
