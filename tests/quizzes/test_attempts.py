"""Whose attempts there are, and by which rules."""

from random import Random

import pytest

from learners.cookie import LearnerId
from quizzes.attempts import attempts_of, earlier_attempts, find_open, hold, quiz_of
from quizzes.bank import bank
from quizzes.domain.grading import Answer
from quizzes.domain.quiz import Quiz
from quizzes.models import Attempt
from quizzes.records import hand_in, record_answer, start
from tests.quizzes.samples import publish, question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_bank")]

ADA, BEN = LearnerId("a" * 32), LearnerId("b" * 32)


@pytest.fixture
def practice() -> Quiz:
    publish(question("one"), question("two"), kind="practice", id="first-practice", title="Then")
    return bank.quizzes[0]


def finished(practice: Quiz, *right: str) -> Attempt:
    attempt = start(ADA, practice, Random(1))
    for asked in practice.questions:
        if asked.public.key.question in right:
            record_answer(hold(attempt), asked, Answer((f"{asked.public.key.question}-C",)), 1)
    return hand_in(attempt)


def test_an_open_attempt_is_its_learners_alone(practice: Quiz) -> None:
    attempt = start(ADA, practice, Random(1))

    assert find_open(ADA, practice) == attempt
    assert find_open(BEN, practice) is None
    assert find_open(None, practice) is None


def test_a_finished_attempt_is_not_open(practice: Quiz) -> None:
    finished(practice)

    assert find_open(ADA, practice) is None


def test_earlier_attempts_come_newest_first_with_points_of_the_first_tries(practice: Quiz) -> None:
    for right in (["one", "two"], [], ["one"]):
        finished(practice, *right)

    assert [(one.score, one.total, one.word) for one in earlier_attempts(ADA, practice)] == [
        (1.0, 2, "nearly"),
        (0.0, 2, "not yet"),
        (2.0, 2, "strong"),
    ]
    assert earlier_attempts(BEN, practice) == earlier_attempts(None, practice) == ()


def test_all_that_a_learner_has_begun_comes_newest_first(practice: Quiz) -> None:
    first, second = finished(practice), start(ADA, practice, Random(1))

    assert list(attempts_of(ADA)) == [second, first]
    assert list(attempts_of(BEN)) == list(attempts_of(None)) == []


def test_an_attempt_keeps_its_own_rules_and_takes_todays_lesson(practice: Quiz) -> None:
    attempt = start(ADA, practice, Random(1))
    publish(
        question("one"), kind="practice", id="first-practice", title="Now", tries=5, pass_mark=1.0, path="/new/way/"
    )
    quiz = quiz_of(attempt)

    assert (quiz.tries, quiz.pass_mark, quiz.at_once) == (2, 0.7, True)
    assert (quiz.title, quiz.path) == ("Now", "/new/way/")


def test_an_attempt_at_a_quiz_that_has_gone_keeps_its_title_and_leads_nowhere(practice: Quiz) -> None:
    attempt = start(ADA, practice, Random(1))
    publish()
    quiz = quiz_of(attempt)

    assert (quiz.title, quiz.kind, quiz.path, quiz.places) == ("Then", "practice", "", {})
