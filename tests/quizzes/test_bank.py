"""The quizzes of a release."""

import pytest

from quizzes.bank import Bank
from quizzes.domain.question import QuestionKey
from tests.quizzes.samples import question, quiz

ONE, TWO, FOREIGN = question("one"), question("two"), question("one", course="other")
VISUAL, PRACTICE = quiz(ONE, TWO), quiz(TWO, kind="practice", id="first-practice")


def filled() -> Bank:
    bank = Bank()
    bank.replace([VISUAL, PRACTICE, quiz(FOREIGN)])
    return bank


def test_a_new_bank_knows_nothing() -> None:
    assert Bank().quizzes == ()
    assert Bank().get(ONE.public.key) is None
    assert Bank().quiz("channels", "first") is None


def test_a_question_is_found_by_its_key() -> None:
    assert filled().get(FOREIGN.public.key) == FOREIGN


@pytest.mark.parametrize(
    "key", [("channels", "first", "three"), ("channels", "second", "one"), ("nowhere", "first", "one")]
)
def test_an_unknown_question_is_none(key: tuple[str, str, str]) -> None:
    assert filled().get(QuestionKey(*key)) is None


def test_a_quiz_is_found_by_its_document() -> None:
    assert filled().quiz("channels", "first-practice") is PRACTICE


def test_a_quiz_is_found_by_its_kind_and_the_page_of_its_lesson() -> None:
    assert filled().beside("/channels/first-steps/", "practice") is PRACTICE
    assert filled().beside("/channels/first-steps/", "visual") is VISUAL
    assert filled().beside("/channels/first-steps/", "test") is None


def test_a_new_release_replaces_the_old_one_whole() -> None:
    bank = filled()
    bank.replace([PRACTICE])

    assert bank.quizzes == (PRACTICE,)
    assert bank.get(ONE.public.key) is None


def test_changing_what_was_given_changes_no_release() -> None:
    bank, release = Bank(), [VISUAL]
    bank.replace(release)
    release.clear()

    assert bank.quizzes == (VISUAL,)
