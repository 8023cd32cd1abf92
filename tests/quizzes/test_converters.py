"""Addresses of quizzes."""

import pytest

from quizzes.bank import bank
from quizzes.converters import QuizConverter
from tests.quizzes.samples import question, quiz

TEST = quiz(question(), kind="test", id="first-test")


@pytest.fixture(autouse=True)
def _published(own_bank: None) -> None:
    """One test."""
    bank.replace([TEST])


def test_an_address_names_a_quiz() -> None:
    assert QuizConverter().to_python("channels/first-steps/test") is TEST


def test_a_quiz_has_an_address() -> None:
    assert QuizConverter().to_url(TEST) == "channels/first-steps/test"


@pytest.mark.parametrize("address", ["channels/first-steps/practice", "channels/second-steps/test"])
def test_where_no_quiz_stands_others_are_asked(address: str) -> None:
    with pytest.raises(ValueError, match="beside channels"):
        QuizConverter().to_python(address)
