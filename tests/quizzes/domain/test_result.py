"""What an attempt says of its learner."""

from dataclasses import replace

import pytest

from quizzes.domain.question import Question
from quizzes.domain.quiz import Quiz
from quizzes.domain.result import Reading, Word, result_of, word_for
from tests.quizzes.domain.written import SINGLE, ask

QUIZ = Quiz(
    "channels", "life-test", "test", "Test", (), places={"step-4": "Table", "step-5": "Table", "tracker": "Tracker"}
)


def about(see: str, *concepts: str) -> Question:
    question = ask(SINGLE)
    return replace(question, secret=replace(question.secret, see=see, concepts=concepts))


@pytest.mark.parametrize(
    ("score", "total", "word"),
    [
        (10, 10, "strong"),
        (7, 10, "strong"),
        (6.9, 10, "nearly"),
        (4.2, 10, "nearly"),
        (4.1, 10, "not yet"),
        (0, 0, "not yet"),
    ],
)
def test_a_word_says_how_firm_it_is(score: float, total: int, word: Word) -> None:
    assert word_for(score, total, pass_mark=0.7) == word


def test_points_are_summed_and_shown_as_a_share() -> None:
    result = result_of(QUIZ, [(about("", "send"), 1), (about("", "send"), 0.5)])

    assert (result.score, result.total, result.percent, result.word) == (1.5, 2, 75, "strong")


def test_concepts_are_judged_one_by_one_the_weakest_first() -> None:
    result = result_of(QUIZ, [(about("", "send"), 1), (about("", "accept"), 0), (about("", "send", "accept"), 1)])

    assert [(c.concept, c.score, c.total, c.word) for c in result.concepts] == [
        ("accept", 1, 2, "nearly"),
        ("send", 2, 2, "strong"),
    ]


def test_what_was_missed_names_the_sections_to_read_each_once() -> None:
    scores = [(about(see, "send"), 0.0) for see in ("step-5", "step-4", "tracker", "")]

    assert result_of(QUIZ, scores).concepts[0].read == (Reading("Table", "step-5"), Reading("Tracker", "tracker"))


def test_what_was_right_sends_nobody_back() -> None:
    assert result_of(QUIZ, [(about("step-4", "send"), 1)]).concepts[0].read == ()


def test_a_place_that_has_gone_is_no_reading() -> None:
    assert result_of(QUIZ, [(about("step-9", "send"), 0)]).concepts[0].read == ()


def test_an_attempt_without_questions_is_nothing_yet() -> None:
    assert result_of(QUIZ, []).percent == 0
