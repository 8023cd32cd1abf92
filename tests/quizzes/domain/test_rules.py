"""Two tries where feedback comes at once, one where it comes at the end; nothing is counted twice."""

import pytest

from quizzes.domain.grading import GAVE_UP, Answer, Refused, Verdict
from quizzes.domain.rules import (
    ANSWERED,
    INCOMPLETE,
    NO_MORE_HINTS,
    TRIED,
    is_known,
    is_settled,
    why_not_answer,
    why_not_hint,
)

A, B, C = Answer(("a",)), Answer(("b",)), Answer(("c",))
MISS_A = Verdict(A, right=False, score=0.0)
MISS_B = Verdict(B, right=False, score=0.0)
RIGHT_C = Verdict(C, right=True, score=1.0)
SURRENDER = Verdict(GAVE_UP, right=False, score=0.0)


@pytest.mark.parametrize(
    ("verdicts", "settled"),
    [
        ([], False),
        ([MISS_A], False),
        ([RIGHT_C], True),
        ([SURRENDER], True),
        ([MISS_A, MISS_B], True),
        ([MISS_A, RIGHT_C], True),
        ([MISS_A, SURRENDER], True),
    ],
)
def test_a_right_answer_a_second_miss_or_giving_up_settles_the_question(verdicts: list[Verdict], settled: bool) -> None:
    assert is_settled(verdicts, tries=2) is settled


def test_with_one_try_a_first_miss_settles_it() -> None:
    assert is_settled([MISS_A], tries=1)


def test_the_same_answer_on_the_same_try_is_known() -> None:
    assert is_known([MISS_A, MISS_B], A, 1)
    assert is_known([MISS_A, MISS_B], B, 2)


def test_another_answer_or_another_try_is_not_known() -> None:
    assert not is_known([MISS_A], B, 1)
    assert not is_known([MISS_A], A, 2)
    assert not is_known([], A, 1)


@pytest.mark.parametrize(
    ("verdicts", "answer", "number"),
    [([], A, 1), ([], GAVE_UP, 1), ([MISS_A], B, 2), ([MISS_A], C, 2), ([MISS_A], GAVE_UP, 2)],
)
def test_the_next_try_may_be_another_choice_or_giving_up(verdicts: list[Verdict], answer: Answer, number: int) -> None:
    assert why_not_answer(verdicts, answer, number, tries=2) is None


@pytest.mark.parametrize(
    ("verdicts", "answer", "number", "sentence"),
    [
        ([MISS_A], B, 1, ANSWERED),
        ([RIGHT_C], A, 2, ANSWERED),
        ([SURRENDER], C, 2, ANSWERED),
        ([MISS_A, MISS_B], C, 3, ANSWERED),
        ([MISS_A, MISS_B], C, 2, ANSWERED),
        ([], A, 2, INCOMPLETE),
        ([MISS_A], B, 3, INCOMPLETE),
        ([MISS_A], A, 2, TRIED),
    ],
)
def test_any_other_try_is_refused(verdicts: list[Verdict], answer: Answer, number: int, sentence: str) -> None:
    assert why_not_answer(verdicts, answer, number, tries=2) == Refused(sentence)


def test_hints_open_one_by_one() -> None:
    assert why_not_hint(opened=0, hints=2, number=1) is None
    assert why_not_hint(opened=1, hints=2, number=2) is None


def test_no_hint_can_be_skipped() -> None:
    assert why_not_hint(opened=0, hints=2, number=2) == Refused(INCOMPLETE)


def test_there_is_no_hint_after_the_last() -> None:
    assert why_not_hint(opened=2, hints=2, number=3) == Refused(NO_MORE_HINTS)
