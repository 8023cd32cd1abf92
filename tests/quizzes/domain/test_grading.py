"""From fields to an answer, from an answer to a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.domain.grading import (
    GAVE_UP,
    NONE_CHOSEN,
    NOT_A_CHOICE,
    REWORDED,
    SEVERAL_CHOSEN,
    TOO_LONG,
    Answer,
    Refused,
    grade,
    read_answer,
    read_number,
)
from tests.quizzes.samples import LETTERS, question

QUESTION = question(right="C")
KEYS = [choice.key for choice in QUESTION.public.choices]
MOST = 64

texts = st.one_of(st.sampled_from(KEYS), st.text(), st.text(st.characters(categories=["Cs"])))
forms = st.dictionaries(st.sampled_from(["choice", "wording", "try", "other"]), st.lists(texts, min_size=1, max_size=3))


def test_the_right_choice_is_right() -> None:
    verdict = grade(QUESTION, Answer("who-accepts-C"))

    assert (verdict.right, verdict.score) == (True, 1.0)


@pytest.mark.parametrize("letter", ["A", "B", "D"])
def test_every_other_choice_is_wrong(letter: str) -> None:
    verdict = grade(QUESTION, Answer(f"who-accepts-{letter}"))

    assert (verdict.right, verdict.score) == (False, 0.0)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_verdict_carries_the_feedback_of_the_choice(letter: str) -> None:
    assert grade(QUESTION, Answer(f"who-accepts-{letter}")).feedback == f"<p>canary-feedback-{letter}</p>"


def test_giving_up_is_wrong_and_has_no_feedback() -> None:
    verdict = grade(QUESTION, GAVE_UP)

    assert (verdict.right, verdict.score, verdict.feedback) == (False, 0.0, "")


def test_a_choice_of_the_question_is_an_answer() -> None:
    assert read_answer(QUESTION.public, {"choice": [KEYS[1]]}, MOST) == Answer(KEYS[1])


def test_the_wording_that_was_read_is_accepted() -> None:
    fields = {"choice": [KEYS[1]], "wording": [QUESTION.public.wording]}

    assert read_answer(QUESTION.public, fields, MOST) == Answer(KEYS[1])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, NONE_CHOSEN),
        ({"choice": [""]}, NONE_CHOSEN),
        ({"choice": []}, NONE_CHOSEN),
        ({"choice": KEYS[:2]}, SEVERAL_CHOSEN),
        ({"choice": [KEYS[0], KEYS[0]]}, SEVERAL_CHOSEN),
        ({"choice": ["x" * (MOST + 1)]}, TOO_LONG),
        ({"choice": ["é" * (MOST // 2 + 1)]}, TOO_LONG),
        ({"choice": ["x" * MOST]}, NOT_A_CHOICE),
        ({"choice": ["C"]}, NOT_A_CHOICE),
        ({"choice": [KEYS[0].upper()]}, NOT_A_CHOICE),
        ({"choice": [KEYS[0]], "wording": ["older"]}, REWORDED),
        ({"choice": [KEYS[0]], "wording": [QUESTION.public.wording, "older"]}, REWORDED),
        ({"wording": ["older"]}, REWORDED),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(fields: dict[str, list[str]], sentence: str) -> None:
    assert read_answer(QUESTION.public, fields, MOST) == Refused(sentence)


@given(forms)
def test_any_form_is_either_an_answer_of_the_question_or_refused(fields: dict[str, list[str]]) -> None:
    answer = read_answer(QUESTION.public, fields, MOST)

    if isinstance(answer, Refused):
        assert answer.sentence
    else:
        assert fields["choice"] == [answer.choice]
        assert answer.choice in KEYS


@given(st.one_of(st.none(), texts))
def test_any_answer_has_a_verdict_and_only_the_marked_choice_is_right(choice: str | None) -> None:
    verdict = grade(QUESTION, Answer(choice))

    assert verdict.right == (choice == "who-accepts-C")
    assert verdict.score == float(verdict.right)


@pytest.mark.parametrize(("values", "number"), [(["1"], 1), (["2"], 2), (["42"], 42), (["9999"], 9999)])
def test_a_number_counts_from_one(values: list[str], number: int) -> None:
    assert read_number(values) == number


@pytest.mark.parametrize(
    "values", [[], [""], ["0"], ["01"], ["-1"], ["1.0"], [" 1"], ["1\n"], ["٣"], ["²"], ["10000"], ["one"], ["1", "1"]]
)
def test_anything_else_is_no_number(values: list[str]) -> None:
    assert read_number(values) is None


@given(st.lists(st.text()))
def test_no_field_makes_the_reader_of_numbers_fail(values: list[str]) -> None:
    number = read_number(values)

    assert number is None or values == [str(number)]
